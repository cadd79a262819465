package io.colony.engine.gate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what the lines of a test assert, and knows assertions that say little or nothing. */
final class Assertions {
    private static final Pattern CHAIN_HEAD = Pattern.compile("\\bassertThat\\w*\\s*(\\()");
    private static final Pattern CHAIN_LINE = Pattern.compile("^\\s*\\.");
    private static final Pattern CHAIN_LINK = Pattern.compile(
            "\\.(?:is|has|have|contains|doesNot|does|starts|ends|matches|satisfies|all|any|none|are|allSatisfy|anySatisfy)"
                    + "(?:[A-Z]\\w*)?\\s*\\(");
    private static final Pattern WEAK = Pattern.compile(
            "\\bassertNotNull\\b|\\.isNotNull\\s*\\(|\\.toBeDefined\\s*\\("
                    + "|\\.toBeTruthy\\s*\\(|\\bassert\\b.*\\bis\\s+not\\s+None\\b|\\bassertIsNotNone\\b|\\bassertDoesNotThrow\\b"
                    + "|\\bdoesNotThrow\\w*\\s*\\(|\\.isNotEmpty\\s*\\(|\\.NotNil\\s*\\(|\\.NotEmpty\\s*\\(|\\.NotNull\\s*\\("
                    + "|\\bassert_not_nil\\b|\\.not\\.toThrow\\s*\\(|\\bXCTAssertNotNil\\b|\\bassert\\w*!\\(.*\\.is_(?:some|ok)\\(");
    private static final Pattern EMPTY = Pattern.compile("\\bassertTrue\\s*\\(\\s*(?:true|True)\\s*[,)]"
            + "|\\bassertFalse\\s*\\(\\s*(?:false|False)\\s*[,)]|\\bassertThat\\s*\\(\\s*true\\s*\\)"
            + "|^\\s*assert\\s+(?:True|1)\\b(?!\\s*[=<>!])|\\bexpect\\s*\\(\\s*(?:true|1)\\s*\\)\\.(?:to|not)"
            + "|\\bassert!?\\s*\\(\\s*(?:true|1)\\s*[,)]|\\bassert\\.(?:ok|True)\\s*\\((?:\\s*t,)?\\s*true\\s*[,)]"
            + "|\\b(?:assertEquals|assertEqual|assertSame|AreEqual|Equal|equal|EXPECT_EQ|ASSERT_EQ|assert_eq!|assert_equal)"
            + "\\s*\\(\\s*(?:t,\\s*)?(\\d+)\\s*,\\s*\\1\\s*[,)]|^\\s*assert\\s+(\\d+)\\s*==\\s*\\2\\s*$"
            + "|\\bexpect\\s*\\(\\s*(\\d+)\\s*\\)\\.to\\w+\\(\\s*\\3\\s*\\)");

    private Assertions() {}

    /**
     * How much the line asserts. Of a chain that begins with {@code assertThat} its links count, so that it weighs what
     * the same checks weigh one by one.
     *
     * @param code a line without its strings
     */
    static int count(String code, TestLanguage language) {
        if (SourceText.isComment(code)) {
            return 0;
        }
        Matcher head = CHAIN_HEAD.matcher(code);
        if (head.find()) {
            String rest = SourceText.afterBrackets(code, head.start(1));
            int links = occurrences(CHAIN_LINK, rest);
            return links == 0 && code.stripTrailing().endsWith(";") ? 1 : links;
        }
        if (language.extensions().contains("java") && CHAIN_LINE.matcher(code).find()) {
            return occurrences(CHAIN_LINK, code) + occurrences(language.assertion(), code);
        }
        return occurrences(language.assertion(), code);
    }

    /** Whether it says only that there is something. */
    static boolean isWeak(String code) {
        return WEAK.matcher(code).find();
    }

    /** Whether it holds whatever the program does. */
    static boolean isEmpty(String code) {
        return EMPTY.matcher(code).find();
    }

    private static int occurrences(Pattern pattern, String code) {
        return (int) pattern.matcher(code).results().count();
    }
}
