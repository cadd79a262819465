package io.colony.engine.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Counts what the lines of a test assert, and knows assertions that say little or nothing. */
final class Assertions {
    private static final Pattern CHAIN_HEAD = Pattern.compile("\\bassertThat\\w*\\s*(?=\\()");
    private static final Pattern CALL = Pattern.compile("\\s*+\\.\\s*+(?:<[^;(){}]{0,200}>\\s*+)?(\\w++)\\s*+(?=\\()");
    private static final Pattern CHECK = Pattern.compile(
            "(?:is|has|have|contains|doesNot|does|starts|ends|matches|satisfies|all|any|none|are)(?:[A-Z]\\w*)?");
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
     * How much the code asserts. Of a chain that begins with {@code assertThat} its checks count, so that it weighs what
     * the same checks weigh one by one; how the code is laid out makes no difference.
     *
     * @param code lines without their strings
     */
    static int weigh(List<String> code, TestLanguage language) {
        String text = code.stream()
                .filter(line -> !language.isComment(line))
                .map(line -> language.extensions().contains("java") ? line.replaceFirst("//.*", "") : line)
                .collect(Collectors.joining("\n"));
        int weight = (int) language.assertion().matcher(text).results().count();
        if (language.extensions().contains("java")) {
            // The end of a chain whose beginning the diff does not show.
            Set<Integer> calls = new HashSet<>();
            weight += checks(text, 0, calls);
            Matcher head = CHAIN_HEAD.matcher(text);
            while (head.find()) {
                if (calls.contains(head.start())) {
                    continue; // a link of a chain that has been counted: else a long one would be counted from each
                    // link on
                }
                int end = SourceText.closing(text, head.end());
                int checks = checks(text, end, calls);
                weight += checks == 0 && text.startsWith(";", end) ? 1 : checks;
            }
        }
        return weight;
    }

    /**
     * The checks among the calls that follow one another from here on.
     *
     * @param calls gets where they stand
     */
    private static int checks(String text, int start, Set<Integer> calls) {
        int checks = 0;
        Matcher call = CALL.matcher(text).region(start, text.length());
        while (call.lookingAt()) {
            calls.add(call.start(1));
            checks += CHECK.matcher(call.group(1)).matches() ? 1 : 0;
            call.region(SourceText.closing(text, call.end()), text.length());
        }
        return checks;
    }

    /** Whether it says only that there is something. */
    static boolean isWeak(String code) {
        return WEAK.matcher(code).find();
    }

    /** Whether it holds whatever the program does. */
    static boolean isEmpty(String code) {
        return EMPTY.matcher(code).find();
    }
}
