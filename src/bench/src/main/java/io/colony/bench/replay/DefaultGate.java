package io.colony.bench.replay;

import io.colony.bench.BenchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The check that a project has by its build file, where none was named. */
final class DefaultGate {
    private static final Map<String, String> BY_FILE = new LinkedHashMap<>();

    static {
        BY_FILE.put("pom.xml", "mvn -o -B -q test");
        BY_FILE.put("package.json", "npm test");
        BY_FILE.put("pyproject.toml", "python3 -m pytest -q");
        BY_FILE.put("setup.py", "python3 -m pytest -q");
    }

    private DefaultGate() {}

    static String of(Path repository) {
        return BY_FILE.entrySet().stream()
                .filter(entry -> Files.exists(repository.resolve(entry.getKey())))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new BenchException("No build file that is known lies in " + repository
                        + ". Name the project's check with --gate."));
    }
}
