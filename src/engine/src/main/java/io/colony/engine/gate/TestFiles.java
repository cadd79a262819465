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

    private TestFiles() {}

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
