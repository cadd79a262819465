package io.colony.engine.gate;

import io.colony.engine.gate.SourceText.Aside;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How tests look in a language: what marks one, how its name is found, what switches one off, what asserts.
 *
 * @param mark in a line without its strings: a test, also one that is switched off
 * @param name in a whole line: the first group that matches is the test's name
 * @param skip in a line without its strings: a test is switched off, or only some are run
 * @param assertion in lines without their strings
 */
record TestLanguage(List<String> extensions, Pattern mark, Pattern name, Pattern skip, Pattern assertion) {
    /** Code that never runs, in any language. */
    private static final String NEVER =
            "|^\\s*+(?:\\}\\s*+else\\s++)?(?:if|while)\\s*+\\(?+\\s*+(?:false|False|0|None|null|nil|undefined"
                    + "|not\\s++(?:True|1)|!\\s*+(?:true|1)|\\[\\s*+\\]|\\(\\s*+\\))\\s*+\\)?+\\s*+[:{]"
                    + "|^\\s*+(?:if|while)\\s++(?:false|nil)\\s*+$|^\\s*+(?:unless|until)\\s++true\\s*+$"
                    + "|^\\s*+for\\s*+(?:\\(\\s*+;\\s*+)?+(?:false|\\w++\\s++in\\s++(?:\\[\\s*+\\]|\\(\\s*+\\)|\\{\\s*+\\}|range\\(\\s*+0\\s*+\\)))"
                    + "\\s*+[;:{]"
                    + "|^\\s*+#if\\s++(?:0|false|FALSE|NEVER)\\b"
                    + "|^\\s*+if\\s*+(?:\\(\\s*+)?(?:true|True|1)\\s*+(?:\\)\\s*+)?(?:[:{]\\s*+)?return\\b";

    /** Annotations are called by their short or their whole name, and Kotlin takes several in brackets. */
    private static final String ANNOTATION = "@\\s*+(?:\\[[^\\]]{0,200}?\\b)?(?:\\w++\\s*+[.:]\\s*+)*+";

    /** What begins a word that is no part of another one. */
    private static final String WORD = "(?<![\\w$.-])";
    /** Between an object and its member. */
    private static final String DOT = "\\s*+(?:\\?\\s*+)?\\.\\s*+";

    private static final String JS_SUITE = "(?:it|test|describe|context|suite|specify|Deno" + DOT + "test)";

    /** Brackets around an object: not those of a call. */
    private static final String OPEN =
            "(?:(?<![\\w$)\\]])|(?<=\\b(?:void|return|await|typeof|yield|else|do)))\\((?:\\s*+\\(){0,3}+\\s*+";
    /** Between an object and its member, where brackets may have been opened before it. */
    private static final String CLOSED_DOT = "(?:\\s*+\\)){0,4}+" + DOT;

    /** A name of Kotlin or Scala. */
    private static final Pattern QUOTED_NAME = Pattern.compile("`(\\w{1,100})`");
    /** A member of an object in JavaScript: {@code ['skip']}. */
    private static final Pattern MEMBER =
            Pattern.compile("(?<=[\\w)\\]$?.])\\s*+(?:\\?\\.)?\\[\\s*+(['\"`])([A-Za-z]{1,20})\\1\\s*+\\]");

    /** What begins a text in which a backslash may stand for itself, in one language or another, and one at such a text's end. */
    private static final Pattern RAW_TEXT = Pattern.compile("(?:`|[@r#]\"|\"\"\")[^\"`\\\\]{0,200}+\\\\(?=[\"`])");

    private static final Pattern QUOTED_KEY = Pattern.compile("(['\"])(skip|todo|only|ignore)\\1\\s*+:");
    private static final Pattern QUOTED_KEY_OF_A_MARK =
            Pattern.compile(QUOTED_KEY.pattern() + "(?=\\s*+(?:true\\b|!0))");
    private static final Pattern SUITE_CALL =
            Pattern.compile("\\b(?:it|test|describe|suite|specify)\\b[\\w.\\s]{0,100}+\\(");

    private static final List<TestLanguage> ALL = List.of(
            of(
                    "java kt kts groovy scala",
                    ANNOTATION + "(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property|Theory)\\b"
                            + "|^\\s*(?:test|it|should|scenario|ignore)\\s*\\(\\s*\"|^\\s*def\\s+[\"']",
                    "\\b(?:void|fun)\\s+(?:`([^`]+)`|(\\w+))\\s*\\(|^\\s*(?:test|it|should|scenario)\\s*\\(\\s*\"([^\"]*)\""
                            + "|^\\s*def\\s+[\"']([^\"']+)",
                    ANNOTATION + "(?:Disabled(?!\\w*Repeat)\\w*|Ignore(?:If|Rest)?|Requires|PendingFeature\\w*"
                            + "|Enabled(?:If|On|For|In)\\w*)\\b"
                            + "|\\bimport\\s.{0,200}\\b(?:Disabled|Ignore)\\s*(?:as\\b|=>)|\\btypealias\\s.{0,200}\\b(?:Disabled|Ignore)\\b"
                            + "|\\bthrow\\s+(?:new\\s+)?[\\w.]*(?:TestAborted|Skip|AssumptionViolated|AssumptionFailed)\\w*Exception\\b"
                            + "|\\bassume(?:True|False|That|NoException)\\s*\\(|\\bAssumptions?\\.\\w+\\s*\\("
                            + "|\\bAssume\\.\\w+\\s*\\(|\\benabled\\s*=\\s*false|^\\s*ignore\\s*\\(\\s*\"",
                    "\\b(?:assert(?!That)\\w*|verify\\w*|expectThrows|fail)\\s*\\(|^\\s*assert\\s|\\.andExpect\\w*\\("
                            + "|\\bshould(?:Be|Not|Have|Contain|Throw)\\w*"),
            of(
                    "js jsx ts tsx mjs cjs mts cts vue svelte",
                    "^\\s*(?:it|test|specify|xit|xtest|fit|Deno\\.test)(?:\\.(?!describe|before|after|use|step|extend)\\w+)*+"
                            + "\\s*[(`]",
                    "^\\s*(?:it|test|specify|xit|xtest|fit|Deno\\.test)(?:\\.\\w+)*+(?:\\([^)]*\\))?\\s*\\(\\s*"
                            + "(?:'([^']*)|\"([^\"]*)|`([^`]*))",
                    WORD + suite(DOT) + "|" + OPEN + suite(CLOSED_DOT)
                            + "|^\\s*\\.\\s*(?:skip|only|todo|fixme|failing)\\s*(?:\\(\\s*[\"'`]|\\.\\s*each\\b)"
                            + "|\\{[^{}]{0,200}\\b(?:skip|only|todo)\\b[^{}]{0,200}\\}\\s*=\\s*" + JS_SUITE + "\\b"
                            + "|[{,]\\s*(?:skip|todo|only|ignore)\\s*:\\s*(?:true\\b|!0|[\"'`])"
                            + "|(?:" + WORD + "|\\b(?:globalThis|global|window)" + DOT + ")"
                            + "(?:xit|xtest|xdescribe|xcontext|xspecify|fit|fdescribe|fcontext)\\s*(?:[(`]|\\.\\s*each\\b)"
                            + "|=\\s*(?:xit|xdescribe|xcontext|xspecify|fdescribe|fcontext)\\b"
                            + "|\\b(?:this|t|ctx|context)" + DOT + "skip\\s*\\("
                            + "|" + OPEN + "(?:this|t|ctx|context)" + CLOSED_DOT + "skip\\s*\\(",
                    "\\bexpect(?:\\.soft|\\.poll)?\\s*\\(|\\bassert(?:\\.\\w+)*+\\s*\\(|\\.should\\b"
                            + "|\\bt\\.(?:is|not|deepEqual|true|false|throws\\w*|equal|same|ok|like)\\s*\\("),
            of(
                    "py",
                    "^\\s*(?:async\\s+)?def\\s+test\\w*\\s*\\(",
                    "^\\s*(?:async\\s+)?def\\s+(test\\w*)\\s*\\(",
                    "@\\s*+(?:\\w++\\s*+\\.\\s*+)*+(?:skip|skipif|xfail|skipIf|skipUnless|expectedFailure)\\b"
                            + "|\\bmark\\s*\\.\\s*(?:skip|skipif|xfail)\\b"
                            + "|\\bimport\\b.{0,200}\\b(?:skip|skipIf|skipUnless|xfail|expectedFailure)\\s+as\\b"
                            + "|\\bpytest\\s*\\.\\s*(?:skip|xfail|importorskip)\\s*\\(|\\bself\\s*\\.\\s*skipTest\\s*\\("
                            + "|^\\s*pytestmark\\s*=.*(?:skip|xfail)|\\braise\\s+(?:unittest\\.)?SkipTest"
                            + "|^\\s*def\\s+load_tests\\b|^\\s*collect_ignore|^\\s*__test__\\s*=\\s*False",
                    "^\\s*assert\\b|\\bself\\.(?:assert\\w+|fail)\\s*\\(|\\bpytest\\.(?:raises|warns)\\b|\\.assert_\\w+\\s*\\("),
            of(
                    "go",
                    "^func\\s+(?:Test|Fuzz|Example)\\w*\\s*\\(|^func\\s+\\(.*\\)\\s+Test\\w*\\s*\\(",
                    "^func\\s+(?:\\(.*\\)\\s+)?((?:Test|Fuzz|Example)\\w*)\\s*\\(",
                    "(?:\\.|^)\\s*(?:Skip|SkipNow|Skipf)\\s*\\(|^//go:build\\b|^//\\s*\\+build\\b",
                    "\\b[tbf]\\.(?:Error|Errorf|Fatal|Fatalf|Fail|FailNow)\\s*\\(|\\b(?:assert|require)\\.\\w+\\s*\\("),
            of(
                    "rs",
                    "#\\s*\\[\\s*(?:\\w+::)*+(?:test|rstest|test_case|quickcheck)\\b",
                    "\\bfn\\s+(\\w+)",
                    "#\\s*\\[\\s*ignore\\b|#\\s*!?\\s*\\[\\s*cfg_attr\\s*\\(.*\\bignore\\b|#\\s*!?\\s*\\[\\s*cfg\\s*\\(\\s*(?:any\\(\\s*\\)|not\\(\\s*test\\b|FALSE|false)",
                    "\\bassert\\w*!|#\\[should_panic\\b"),
            of(
                    "cs fs vb",
                    "\\[(?:\\w+,\\s*)*+(?:Fact|Theory|Test|TestCase|TestMethod|DataTestMethod)\\b",
                    "\\b(?:void|Task)\\s+(\\w+)\\s*\\(",
                    "(?:^|[\\]\\s])\\[(?:[^\\[\\]]{0,300}[,:.\\s])?(?:Ignore|Explicit)(?:Attribute)?\\s*[\\](,]|\\bSkip\\s*=|\\bAssert\\.(?:Ignore|Inconclusive|Skip)\\b",
                    "\\bAssert\\.\\w+|\\.Should\\w*\\s*\\(|\\.Verify\\w*\\s*\\("),
            of(
                    "rb",
                    "^\\s*x?(?:it|specify|scenario|test|should)\\s+['\"]|^\\s*def\\s+test_\\w+",
                    "^\\s*x?(?:it|specify|scenario|test|should)\\s+(?:'([^']*)|\"([^\"]*))|^\\s*def\\s+(test_\\w+)",
                    "^\\s*(?:xit|xdescribe|xcontext|xspecify|skip|pending|fit|fdescribe|fcontext)\\b|\\b(?:skip|pending|focus):\\s|,\\s*:(?:skip|pending|focus)\\b|^\\s*omit\\b",
                    "\\bexpect\\b\\s*[({]|\\b(?:assert|refute)\\w*\\b|\\.should(?:_not)?\\b|\\b(?:must|wont)_\\w+"),
            of(
                    "php",
                    "\\bfunction\\s+test\\w*\\s*\\(|#\\[Test\\b|^\\s*(?:it|test)\\s*\\(\\s*['\"]",
                    "\\bfunction\\s+(\\w+)\\s*\\(|^\\s*(?:it|test)\\s*\\(\\s*(?:'([^']*)|\"([^\"]*))",
                    "\\b(?i:markTest(?:Skipped|Incomplete))\\s*\\(|->\\s*(?:skip|todo)\\s*\\(",
                    "(?:->|::)(?:assert|expect)\\w*\\s*\\(|\\bexpect\\s*\\("),
            of(
                    "swift",
                    "\\bfunc\\s+test\\w*\\s*\\(|(?:^|\\s)@Test\\b",
                    "\\bfunc\\s+(\\w+)\\s*\\(",
                    "\\bXCTSkip\\w*|\\.disabled\\s*\\(",
                    "\\bXCT(?:Assert|Fail|Unwrap)\\w*\\s*\\(|#expect\\b|#require\\b"),
            of(
                    "c cc cpp cxx h hpp",
                    "^\\s*(?:TEST|TEST_F|TEST_P|TYPED_TEST|TEST_CASE|SCENARIO|BOOST_AUTO_TEST_CASE)\\s*\\(",
                    "^\\s*(?:TEST|TEST_F|TEST_P|TYPED_TEST|TEST_CASE|SCENARIO|BOOST_AUTO_TEST_CASE)\\s*\\(\\s*([^)]*)\\)",
                    "\\bGTEST_SKIP\\b|\\bDISABLED_\\w+|^\\s*SKIP\\s*\\(",
                    "\\b(?:EXPECT|ASSERT|CHECK|REQUIRE|BOOST_CHECK|BOOST_REQUIRE)\\w*\\s*\\(|\\bassert\\s*\\("),
            of(
                    "dart",
                    "^\\s*(?:test|testWidgets)\\s*\\(",
                    "^\\s*(?:test|testWidgets)\\s*\\(\\s*(?:'([^']*)|\"([^\"]*))",
                    "\\bskip:\\s|@Skip\\b",
                    "\\bexpect\\w*\\s*\\(|\\bverify\\w*\\s*\\("),
            of(
                    "ex exs",
                    "^\\s*test\\s+\"",
                    "^\\s*test\\s+\"([^\"]*)",
                    "@(?:module|describe)?tag\\s+:?skip\\b",
                    "^\\s*(?:assert|refute)\\w*\\b"),
            of(
                    "bats",
                    "^\\s*@test\\s",
                    "^\\s*@test\\s+(?:'([^']*)|\"([^\"]*))",
                    "^\\s*skip\\b",
                    "^\\s*(?:\\[|assert\\w*|run)\\s"));

    /** A suite of which one member leaves tests out. */
    private static String suite(String dot) {
        return "(?:(?:globalThis|global|window|vitest|jest|mocha)" + dot + ")?" + JS_SUITE
                + "(?:" + dot + "\\w{1,40}){0,5}?" + dot
                + "(?:skip|todo|fixme|only|failing|skipIf|runIf|ignore|if)\\b";
    }

    private static TestLanguage of(String extensions, String mark, String name, String skip, String assertion) {
        return new TestLanguage(
                List.of(extensions.split(" ", -1)),
                Pattern.compile(mark),
                Pattern.compile(name),
                Pattern.compile(skip + NEVER),
                // A line's own indentation: blank lines before it would be read once for each of them.
                Pattern.compile(assertion.replace("^\\s*", "^[ \\t]*+"), Pattern.MULTILINE));
    }

    /** The language of a file, by its name. */
    static Optional<TestLanguage> of(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(language -> language.extensions().contains(extension))
                .findFirst();
    }

    /** Whether a number sign begins a comment, and those of C are none; PHP has both. */
    private boolean hasHashComments() {
        return extensions.contains("py")
                || extensions.contains("rb")
                || extensions.contains("exs")
                || extensions.contains("bats");
    }

    boolean hasCommentsAsInC() {
        return !hasHashComments();
    }

    /** Whether the whole line is a comment, or a part of one. */
    boolean isComment(String line) {
        String text = line.strip();
        boolean hash = hasHashComments() || (extensions.contains("php") && !text.startsWith("#["));
        return (hash && text.startsWith("#")) || (hasCommentsAsInC() && SourceText.isComment(text));
    }

    /**
     * What the line says as code: without strings and, where it begins with a comment and goes on after it, without that. A
     * comment is given as it is.
     */
    String code(String line) {
        String plain = SourceText.withoutStrings(line);
        return isComment(plain)
                ? codes(line).stream()
                        .filter(code -> !code.isBlank() && !isComment(code))
                        .findFirst()
                        .orElse(plain)
                : plain;
    }

    /** What the line may say as code, where it is not evident what in it is a comment and what a text. */
    List<String> codes(String line) {
        Set<String> codes = new LinkedHashSet<>(List.of(SourceText.withoutStrings(line)));
        if (extensions.contains("js") && line.contains("/")) {
            codes.add(SourceText.code(line, Set.of(Aside.REGEXES)));
        }
        if (RAW_TEXT.matcher(line).find()) {
            codes.add(SourceText.code(line, Set.of(Aside.RAW)));
        }
        if (hasCommentsAsInC() && line.contains("*/")) {
            codes.add(SourceText.withoutStringsAndComments(line));
            SourceText.readings(line).forEach(reading -> codes.add(SourceText.withoutStrings(reading)));
        }
        return List.copyOf(codes);
    }

    /** The text as compilers take it where letters and members can be written in other ways. Lines may become several. */
    String plain(String text) {
        if (extensions.contains("py")) {
            // Python takes letters that look otherwise for the same name.
            return Normalizer.normalize(text, Normalizer.Form.NFKC);
        }
        String plain = SourceText.unescaped(text, extensions.contains("java"));
        if (extensions.contains("java")) {
            return QUOTED_NAME.matcher(plain).replaceAll("$1");
        }
        if (!extensions.contains("js")) {
            return plain;
        }
        String members = MEMBER.matcher(plain).replaceAll(".$2");
        // Data has such keys with texts, too.
        Pattern key = SUITE_CALL.matcher(members).find() ? QUOTED_KEY : QUOTED_KEY_OF_A_MARK;
        return key.matcher(members).replaceAll("$2:");
    }

    /** Whether tests of this language stand between the code that they test. */
    boolean testsAmongCode() {
        return extensions.contains("rs");
    }
}
