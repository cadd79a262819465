package io.colony.engine.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Finds a program by the {@code PATH} of the environment it will get, not by ours. Relative entries of {@code PATH} are
 * passed over: they would let a work tree put its own program in the place of a real one.
 */
public final class ProgramLookup {
    private static final String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private ProgramLookup() {}

    /** A name with a slash is taken relative to the directory, one without is looked up. */
    public static Optional<Path> find(String program, Path directory, Map<String, String> environment) {
        if (program.isEmpty()) {
            return Optional.empty();
        }
        if (program.contains("/")) {
            return Optional.of(directory.toAbsolutePath().resolve(program).normalize())
                    .filter(ProgramLookup::isProgram);
        }
        return Arrays.stream(environment.getOrDefault("PATH", USUAL_PATH).split(":", -1))
                .filter(entry -> entry.startsWith("/"))
                .map(entry -> Path.of(entry, program))
                .filter(ProgramLookup::isProgram)
                .findFirst();
    }

    /** One of the system's own tools, which never depends on a configured {@code PATH}. */
    static Optional<String> findTool(String name) {
        return find(name, Path.of("/"), Map.of()).map(Path::toString);
    }

    /** In words for people: which program was looked for, and where. */
    public static String missing(String program, Map<String, String> environment) {
        if (program.contains("/")) {
            return "The program '" + program + "' does not exist or is not executable.";
        }
        return "The program '" + program + "' was not found in PATH (" + environment.getOrDefault("PATH", USUAL_PATH)
                + "). Install it, or name it with its full path.";
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }
}
