package io.colony.bench.replay;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which files are code, and which of that tests, by their names. */
final class SourceKinds {
    private static final Pattern CODE =
            Pattern.compile(".*\\.(java|kt|scala|groovy|js|mjs|cjs|jsx|ts|tsx|py|rb|go|rs|c|h|cc|cpp|cs|php)");
    private static final Pattern TEST_DIRECTORY = Pattern.compile("(.*/)?(tests?|__tests__|specs?|testing)/.*");
    private static final Pattern TEST_NAME =
            Pattern.compile("(.*/)?(test_[^/]*|[^/]*_test|[^/]*\\.(test|spec)|[^/]*(Test|Tests|IT))\\.[a-z]+");

    private SourceKinds() {}

    static boolean test(String path) {
        return TEST_DIRECTORY.matcher(path).matches() || TEST_NAME.matcher(path).matches();
    }

    static boolean source(String path) {
        return code(path) && !test(path);
    }

    static boolean code(String path) {
        return CODE.matcher(path.toLowerCase(Locale.ROOT)).matches();
    }
}
