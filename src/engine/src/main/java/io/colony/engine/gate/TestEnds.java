package io.colony.engine.gate;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lines by which a test ends the whole run, leaves it with an exit code that looks green, or is passed without having run. An exit
 * code that says red is none: it hides nothing.
 */
final class TestEnds {
    /** What stands in brackets, or after a word, and is neither an exit code of 1 to 255 nor a negative one. */
    private static final String GREEN =
            "(?!\\s*+-?(?:[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])\\s*+(?:[);}]|$|if\\b|unless\\b))";

    private static final String DOT = "\\s*+(?:\\?\\s*+)?\\.\\s*+";
    /** What begins a call of a function that belongs to no object. */
    private static final String FREE = "(?<![\\w.$:>])";

    private static final String RUBY_STATEMENT = "(?:^|[;{|]|\\b(?:do|then|and|or)\\s|&&|\\|\\|)\\s*+";

    private static final Map<String, Pattern> BY_LANGUAGE = Map.ofEntries(
            ends(
                    "java",
                    "\\bSystem\\s*+\\.\\s*+exit\\s*+\\(" + GREEN,
                    "\\bSystem\\s*+::\\s*+exit\\b",
                    "\\bgetRuntime\\s*+\\(\\s*+\\)\\s*+\\.\\s*+(?:exit|halt)\\s*+\\(",
                    "\\.\\s*+halt\\s*+\\(\\s*+\\d",
                    "\\bexitProcess\\s*+\\(" + GREEN,
                    "\\bsys\\s*+\\.\\s*+exit\\s*+\\(" + GREEN,
                    "\\bimport\\s+static\\s+java\\s*+\\.\\s*+lang\\s*+\\.\\s*+System\\s*+\\.\\s*+(?:exit\\b|\\*)"),
            ends(
                    "js",
                    "\\bprocess" + DOT + "(?:exit|reallyExit)\\s*+\\(" + GREEN,
                    "\\bprocess" + DOT + "exit" + DOT + "(?:call|apply|bind)\\b",
                    "\\bprocess" + DOT + "exitCode\\s*+=(?!=)\\s*+(?![1-9]|undefined\\b)",
                    "\\b(?:then|finally|setTimeout|setImmediate|nextTick|on|once|before\\w*|after\\w*)\\s*+\\(.{0,200}\\bprocess"
                            + DOT + "exit\\s*+[,)]",
                    "\\bDeno" + DOT + "exit\\s*+\\(" + GREEN,
                    "\\{[^{}]{0,200}\\b(?:exit|reallyExit)\\b[^{}]{0,200}\\}\\s*+(?:from\\b|=\\s*+(?:process|require)\\b)",
                    "^\\s*+(?:it|test|specify)\\b.{0,200}\\bfunction\\s*+\\*"),
            ends(
                    "py",
                    "\\b_exit\\b(?!\\s*+\\(\\s*+(?:[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])\\s*+\\))",
                    "\\bos\\s*+\\.\\s*+exec[lv]p?e?\\b",
                    "\\bpytest\\s*+\\.\\s*+exit\\b",
                    "\\bsys\\s*+\\.\\s*+exit\\s*+\\(\\s*+(?:0|None|False)?\\s*+\\)",
                    "^\\s*+(?:exit|quit)\\s*+\\(\\s*+(?:0|None|False)?\\s*+\\)",
                    "\\braise\\s+SystemExit\\b\\s*+(?:\\(\\s*+(?:0|None|False)?\\s*+\\))?\\s*+(?:#.*)?$",
                    "\\bpytest\\s+import\\b.{0,200}\\b(?:skip|xfail|importorskip|exit)\\b",
                    "^\\s*+(?:skip|xfail|importorskip)\\s*+\\(",
                    "\\braise\\s+(?:\\w+\\s*+\\.\\s*+)*+(?:SkipTest|Skipped|_?XFailed|OutcomeException)\\b",
                    "\\b(?:skip|xfail|exit)\\s*+\\.\\s*+Exception\\b",
                    "\\bimport\\b.{0,200}\\bSkipTest\\b",
                    "\\bsuppress\\s*+\\([^)]{0,200}\\b(?:AssertionError|Exception|BaseException)\\b",
                    "^\\s*+del\\s+(?:(?:cls|\\w*Test\\w*+)\\s*+\\.\\s*+)?[Tt]est\\w*+\\s*+(?:[,#].*)?$",
                    "^(?:\\s*+(?:cls|\\w*Test\\w*+)\\s*+\\.\\s*+)?test_\\w*+\\s*+=\\s*+(?:(?:None|False|0)\\s*+$|lambda\\b.*(?<!,)$)",
                    "(?<!\\.)\\bdelattr\\s*+\\(\\s*+(?:self|cls|\\w*Test\\w*|sys\\s*+\\.\\s*+modules)\\b",
                    "\\b__test__\\s*+=\\s*+(?:False|None|0)|\\b__unittest_skip__\\b",
                    "\\bglobals\\s*+\\(\\s*+\\)\\s*+\\.\\s*+(?:pop|clear)\\b"),
            ends(
                    "go",
                    "\\bos\\s*+\\.\\s*+Exit\\s*+\\(\\s*+0\\s*+\\)",
                    "\\b(?:syscall|unix)\\s*+\\.\\s*+(?:Exit|Exec)\\s*+\\(",
                    "^\\s*+Exit\\s*+\\(\\s*+0\\s*+\\)"),
            ends(
                    "rs",
                    "\\bprocess\\s*+::\\s*+exit\\s*+\\(" + GREEN,
                    "\\buse\\s+std\\s*+::\\s*+process\\s*+::\\s*+(?:exit\\b|\\{[^}]{0,200}\\bexit\\b|\\*)",
                    "\\blibc\\s*+::\\s*+_?exit\\s*+\\(",
                    FREE + "exit\\s*+\\(\\s*+0\\s*+\\)",
                    "\\blet\\s+_\\w*+\\s*+=\\s*+(?:\\w+\\s*+::\\s*+)*+catch_unwind\\b"),
            ends("cs", "\\bEnvironment\\s*+\\.\\s*+Exit\\s*+\\(" + GREEN),
            ends(
                    "rb",
                    RUBY_STATEMENT + "(?:(?:Kernel|Process)\\s*+(?:\\.|::)\\s*+)?exit(?:!|\\b(?!!))(?!\\s*+[=.:,?])"
                            + "(?=\\s*+(?:$|[(;}#]|if\\b|unless\\b|\\d|true\\b))\\s*+\\(?+" + GREEN,
                    RUBY_STATEMENT + "(?:Kernel\\s*+(?:\\.|::)\\s*+)?exec\\s*+[(\"'`]"),
            ends("php", "(?:^|[;{}]|<\\?php)\\s*+(?:exit|die)\\s*+(?:;|\\(" + GREEN + ")", "\\bpcntl_exec\\s*+\\("),
            ends("swift", FREE + "(?:(?:Darwin|Glibc|Foundation)\\s*+\\.\\s*+)?_?exit\\s*+\\(" + GREEN),
            ends("c", FREE + "(?:std\\s*+::\\s*+)?(?:_?exit|_Exit|quick_exit)\\s*+\\(\\s*+(?:0|EXIT_SUCCESS)\\s*+\\)"),
            ends("dart", FREE + "(?:io\\s*+\\.\\s*+)?exit\\s*+\\(" + GREEN),
            ends(
                    "ex",
                    "\\bSystem\\s*+\\.\\s*+(?:halt|stop)\\b",
                    ":erlang\\s*+\\.\\s*+halt\\b|:init\\s*+\\.\\s*+stop\\b"),
            ends("bats", "^\\s*+exit\\s*+0?\\s*+$", "^\\s*+exec\\s+(?!\\d*[<>])"));

    private TestEnds() {}

    private static Map.Entry<String, Pattern> ends(String language, String... ways) {
        return Map.entry(language, Pattern.compile(String.join("|", ways)));
    }

    /** Whether this line of a test, without its strings, is one of those. */
    static boolean isOne(TestLanguage language, String code) {
        return Optional.ofNullable(BY_LANGUAGE.get(language.extensions().getFirst()))
                .filter(pattern -> pattern.matcher(code).find())
                .isPresent();
    }
}
