package io.colony.engine.gate;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows by their names which files of a repository hold tests. */
final class TestFiles {
    private static final Pattern FOUND_BY_RUNNERS = Pattern.compile("(?:.*(?:Test|Tests|TestCase|IT|ITCase|Spec|Specs)"
            + "\\.(?:java|kt|groovy|scala|cs|fs|vb|swift|php)"
            + "|test_.*\\.py|.*_test\\.(?:py|go|rb|exs|dart|c|cc|cpp|cxx)|.*_spec\\.rb|.*\\.bats"
            + "|.*\\.(?:test|spec|cy|e2e)\\.[cm]?[jt]sx?)");
    private static final Set<String> DIRECTORIES = Set.of(
            "test",
            "tests",
            "__tests__",
            "spec",
            "specs",
            "e2e",
            "cypress",
            "integrationtest",
            "integration-test",
            "integration-tests",
            "integration_test",
            "integration_tests",
            "androidtest",
            "commontest",
            "jvmtest",
            "functionaltest");
    private static final Set<String> DATA =
            Set.of("resources", "fixtures", "testdata", "__snapshots__", "__fixtures__", "snapshots", "test-data");

    /** Directories that compilers and runners leave out, whatever lies in them. */
    private static final Set<String> LEFT_OUT =
            Set.of("build", "dist", "out", "target", "node_modules", "venv", "vendor");

    /** The layout of Maven and Gradle: tests lie there, and no sources that are not below such a directory are compiled. */
    private static final Pattern JVM_SOURCES =
            Pattern.compile("(?:.*/)?src/[^/]*(?i:test|it|spec|check)[^/]*/(?:java|kotlin|groovy|scala)/.*");

    private static final Pattern GO_ELSEWHERE =
            Pattern.compile("(?:.*/)?(?:[_.][^/]*|[^/]*_(?:aix|android|darwin|dragonfly"
                    + "|freebsd|illumos|ios|js|netbsd|openbsd|plan9|solaris|wasip1|windows|386|arm|loong64|mips|mips64|mips64le"
                    + "|mipsle|ppc64|ppc64le|riscv64|s390x|wasm))_test\\.go");

    private TestFiles() {}

    static boolean isGoTest(String path) {
        return path.toLowerCase(Locale.ROOT).endsWith("_test.go");
    }

    /** Whether the file lies in the usual layout of a build for the JVM. */
    static boolean isInJvmLayout(String path) {
        return JVM_SOURCES.matcher(path).matches();
    }

    /** Whether no runner takes the file for tests where it lies, whatever its name: data, build results, another system's. */
    static boolean isOutOfSight(String path) {
        List<String> parts = List.of(path.split("/", -1));
        return GO_ELSEWHERE.matcher(path).matches()
                || parts.subList(0, parts.size() - 1).stream()
                        .map(part -> part.toLowerCase(Locale.ROOT))
                        .anyMatch(part -> LEFT_OUT.contains(part)
                                || DATA.contains(part)
                                || part.startsWith(".")
                                || (part.startsWith("_") && !part.startsWith("__")));
    }

    /** Whether a test file that gets another name or place is no longer found there by those who found it. */
    static boolean isLost(String before, String after) {
        return isTest(before)
                && isFoundByRunners(before)
                && (!isFoundByRunners(after)
                        || (!isOutOfSight(before) && isOutOfSight(after))
                        || (isInJvmLayout(before) && !isInJvmLayout(after)));
    }

    /** Whether the file holds tests or what they share, and no data of theirs. */
    static boolean isTest(String path) {
        if (TestLanguage.of(path).isEmpty()) {
            return false;
        }
        List<String> parts = List.of(path.split("/", -1));
        List<String> directories = parts.subList(0, parts.size() - 1);
        boolean data = directories.stream().anyMatch(part -> DATA.contains(part.toLowerCase(Locale.ROOT)));
        return !data
                && (isFoundByRunners(path)
                        || parts.getLast().equals("conftest.py")
                        || directories.stream()
                                .anyMatch(part -> DIRECTORIES.contains(part.toLowerCase(Locale.ROOT))
                                        || part.endsWith(".Tests")
                                        || part.endsWith(".Test")));
    }

    /** Whether the file's name is one that test runners look for. */
    static boolean isFoundByRunners(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return FOUND_BY_RUNNERS.matcher(name).matches();
    }
}
