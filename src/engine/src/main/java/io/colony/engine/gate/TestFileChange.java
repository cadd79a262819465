package io.colony.engine.gate;

import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.gate.UnifiedDiff.Kind;
import io.colony.engine.gate.UnifiedDiff.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a change does to the tests of one file.
 *
 * @param tests added less removed
 * @param removedNames what looks like names of tests and stands in removed lines only
 * @param addedNames the same for added lines
 * @param skips lines that switch tests off and stand in added lines only
 * @param removedSkips the same for removed lines
 * @param assertions added less removed, as {@link Assertions#weigh} has it
 * @param removedAssertions lines that assert and stand in removed lines only
 * @param addedAssertions the same for added lines
 * @param weakened how many assertions say less than those in whose place they stand
 * @param empty added lines that assert nothing
 */
record TestFileChange(
        FileDiff file,
        int tests,
        List<String> removedNames,
        List<String> addedNames,
        List<String> skips,
        List<String> removedSkips,
        int assertions,
        List<String> removedAssertions,
        List<String> addedAssertions,
        int weakened,
        List<String> empty) {

    /** Empty for a file without tests. */
    static Optional<TestFileChange> of(FileDiff file) {
        return TestLanguage.of(file.path())
                .filter(language -> language.testsAmongCode()
                        || TestFiles.isTest(file.oldPath())
                        || TestFiles.isTest(file.newPath()))
                .map(language -> new Reader(
                                language, file, new FileDiff(file.oldPath(), file.newPath(), plain(language, file)))
                        .read());
    }

    /** The lines as compilers take them. */
    private static List<Line> plain(TestLanguage language, FileDiff file) {
        List<Line> lines = new ArrayList<>();
        // What goes on from a line that the diff does not show may be a comment.
        boolean oldCommented = true;
        boolean newCommented = true;
        for (Line line : file.lines()) {
            if (line.kind() == Kind.HUNK) {
                lines.add(line);
                oldCommented = true;
                newCommented = true;
                continue;
            }
            List<String> parts = language.plain(line.text()).lines().toList();
            List<String> other = other(language, line, parts);
            for (String part : parts.isEmpty() ? List.of("") : parts) {
                String text = part.strip();
                // After code, a star is no line of a comment but a product.
                boolean commented = line.kind() == Kind.REMOVED ? oldCommented : newCommented;
                boolean product = !commented && language.hasCommentsAsInC() && text.startsWith("* ");
                lines.add(new Line(line.kind(), line.number(), product ? text.substring(2) : part, other));
                other = List.of();
                if (!text.isEmpty()) {
                    boolean goesOn = !product && (SourceText.isComment(text) || opensComment(text));
                    oldCommented = line.kind() == Kind.ADDED ? oldCommented : goesOn;
                    newCommented = line.kind() == Kind.REMOVED ? newCommented : goesOn;
                }
            }
        }
        return lines;
    }

    /** How else the line may be read: as it stands there, and as git has it. */
    private static List<String> other(TestLanguage language, Line line, List<String> parts) {
        Set<String> other = new LinkedHashSet<>(List.of(line.text()));
        for (String whole : line.other()) {
            other.add(whole);
            language.plain(whole).lines().forEach(other::add);
        }
        other.removeAll(parts);
        return List.copyOf(other);
    }

    private static boolean opensComment(String text) {
        return text.lastIndexOf("/*") > text.lastIndexOf("*/");
    }

    /** How much such a line of the file asserts. */
    int weight(String line) {
        return TestLanguage.of(file.path())
                .map(language -> Assertions.weigh(List.of(language.code(line)), language))
                .orElse(0);
    }

    /** How many tests it has lost, before it is asked where they went. */
    int lostTests() {
        return Math.max(0, -tests);
    }

    private static final Pattern RETURN =
            Pattern.compile("\\s*return(?:\\s+(?:null|nil|None|undefined|true|false|True|False|Unit|void 0|0)"
                    + "|\\s*\\(\\s*\\)|\\s+Ok\\(\\(\\)\\))?\\s*;?\\s*");
    /** JUnit takes no method that is private or static for a test. */
    private static final Pattern NO_TEST =
            Pattern.compile("^\\s*(?:(?:public|protected|final|@[\\w.]+)\\s+){0,4}(?:private|static)\\s[^=;]*\\(");
    /** Nor one that returns something. */
    private static final Pattern RETURNS = Pattern.compile(
            "^\\s*+(?:(?:public|protected|final)\\s++){0,3}+(?!(?:void|abstract|static|class|return|new|record"
                    + "|throw|assert|yield|else)\\b)[A-Za-z]\\w*+\\s++\\w++\\s*+\\(");

    private static final Pattern TEST =
            Pattern.compile("@\\s*+(?:\\w++\\s*+\\.\\s*+)*+(?:Test|ParameterizedTest|RepeatedTest)\\b");
    private static final Pattern TEST_MODULE =
            Pattern.compile("\\bcfg\\s*\\(\\s*test\\b|\\bmod\\s+(?:\\w+_)?tests?\\b");
    private static final Pattern CLASS = Pattern.compile("\\bclass\\s+(\\w+)");
    private static final Pattern ABSTRACT =
            Pattern.compile("\\babstract\\s[^;(){}=]{0,200}\\bclass\\b|\\babstract\\s+class\\b");
    /** Lines without which tests stand there and are not run. */
    private static final Pattern SWITCH = Pattern.compile(
            "^\\s*@\\s*(?:\\w+\\s*\\.\\s*)*+Nested\\b|^\\s*#\\[cfg\\(test\\)\\]|\\bunittest\\.main\\s*\\("
                    + "|\\bpytest\\.main\\s*\\(|^\\s*require\\s.*minitest/autorun|^\\s*ExUnit\\.start\\b|\\bdoctest\\.testmod\\s*\\(");

    /**
     * Reads a file.
     *
     * @param shown as the diff has it
     * @param file with its lines as compilers take them
     */
    private record Reader(TestLanguage language, FileDiff shown, FileDiff file) {
        TestFileChange read() {
            Set<Line> tests = linesOfTests();
            Side removed = Side.of(language, file.removed(), tests);
            Side added = Side.of(language, file.added(), tests);
            // A test that becomes a comment was there before; its lines do not change.
            Set<List<Line>> readings = new LinkedHashSet<>();
            readings.add(file.lines());
            readings.add(shown.lines());
            readings.add(shown.whole());
            Set<String> commented = CommentedOut.tests(language, file.path(), readings);
            List<String> skips = LineBag.without(added.skips, removed.skips);
            skips.addAll(commented);
            if (added.marks >= removed.marks) {
                // Where tests go with it, they are counted.
                skips.addAll(LineBag.without(removed.switches, added.switches));
            }
            skips.addAll(ended());
            skips.addAll(new SwallowedFailures(language, file).find());
            skips.addAll(noLongerRun());
            return new TestFileChange(
                    file,
                    added.marks - removed.marks,
                    LineBag.without(removed.names, added.names),
                    LineBag.without(added.names, removed.names),
                    skips,
                    LineBag.without(removed.skips, added.skips),
                    weight(Kind.ADDED) - weight(Kind.REMOVED),
                    LineBag.without(removed.assertions, added.assertions),
                    LineBag.without(added.assertions, removed.assertions),
                    Math.min(added.weak - removed.weak, removed.strong() - added.strong()),
                    LineBag.without(added.empty, removed.empty));
        }

        /** Where tests stand among the code that they test: those that come after a mark of tests in a hunk. */
        private Set<Line> linesOfTests() {
            if (!language.testsAmongCode() || TestFiles.isTest(file.path())) {
                return new HashSet<>(file.lines());
            }
            Set<Line> lines = new HashSet<>();
            boolean inside = false;
            for (Line line : file.lines()) {
                boolean begins = TEST_MODULE.matcher(line.text()).find()
                        || language.mark().matcher(language.code(line.text())).find();
                inside = begins || (inside && line.kind() != Kind.HUNK);
                if (inside) {
                    lines.add(line);
                }
            }
            return lines;
        }

        /** A class that runners took and do not take any more, because it cannot be instantiated. */
        private List<String> noLongerRun() {
            if (!TestFiles.isFoundByRunners(file.newPath())) {
                return List.of();
            }
            Set<String> before = new HashSet<>();
            for (Line line : file.removed()) {
                String code = language.code(line.text());
                Matcher name = CLASS.matcher(code);
                if (name.find() && !ABSTRACT.matcher(code).find()) {
                    before.add(name.group(1));
                }
            }
            List<String> found = new ArrayList<>();
            for (Line line : before.isEmpty() ? List.<Line>of() : file.added()) {
                String code = language.code(line.text());
                Matcher name = CLASS.matcher(code);
                if (!language.isComment(code)
                        && ABSTRACT.matcher(code).find()
                        && name.find()
                        && before.contains(name.group(1))) {
                    found.add(line.text().strip());
                }
            }
            return found;
        }

        /** What the hunks assert on one side of the change; the lines around complete its statements. */
        private int weight(Kind kind) {
            int weight = 0;
            List<String> hunk = new ArrayList<>();
            for (Line line : file.lines()) {
                if (line.kind() == Kind.HUNK) {
                    weight += Assertions.weigh(hunk, language);
                    hunk.clear();
                } else if (line.kind() == kind || line.kind() == Kind.CONTEXT) {
                    hunk.add(language.code(line.text()));
                }
            }
            return weight + Assertions.weigh(hunk, language);
        }

        /** A test that begins with a line by which it ends, or by which runners do not take it for one. */
        private List<String> ended() {
            List<String> found = new ArrayList<>();
            boolean begins = false;
            boolean plain = false;
            for (Line line : file.lines()) {
                String code = language.code(line.text());
                if (line.kind() == Kind.REMOVED || code.isBlank() || language.isComment(code)) {
                    continue;
                }
                plain = (begins && plain) || TEST.matcher(code).find();
                boolean returns = begins
                        && plain
                        && file.path().endsWith(".java")
                        && RETURNS.matcher(code).find();
                if (begins && line.kind() == Kind.ADDED && (returns || ends(code))) {
                    found.add(line.text().strip());
                }
                // Between a mark and the first statement stand other marks, the test's name, a text about it.
                boolean goesOn = begins
                        && (code.strip().matches("(?s)[@\\[#\"'].*")
                                || language.name().matcher(line.text()).find());
                begins = line.kind() != Kind.HUNK
                        && (goesOn || language.mark().matcher(code).find());
            }
            return found;
        }

        private boolean ends(String code) {
            boolean jvm = language.extensions().contains("java");
            return RETURN.matcher(withoutComment(code)).matches()
                    || (jvm && NO_TEST.matcher(code).find());
        }

        private String withoutComment(String code) {
            return language.hasCommentsAsInC()
                    ? SourceText.withoutStringsAndComments(code).replaceFirst("(?s)//.*", "")
                    : code.replaceFirst("(?s)#.*", "");
        }
    }

    /** The added or the removed lines of a file. */
    private static final class Side {
        private final List<String> names = new ArrayList<>();
        private final List<String> skips = new ArrayList<>();
        private final List<String> switches = new ArrayList<>();
        private final List<String> assertions = new ArrayList<>();
        private final List<String> empty = new ArrayList<>();
        private int marks;
        private int weak;

        /** Of these lines, where {@code tests} are those that may be of tests. */
        static Side of(TestLanguage language, List<Line> lines, Set<Line> tests) {
            Side side = new Side();
            lines.forEach(line -> side.read(language, line, tests.contains(line)));
            return side;
        }

        /** A test is off where any reading of the line says so; what else it says, its text says alone. */
        private void read(TestLanguage language, Line line, boolean ofTests) {
            String text = line.text();
            line.readings().stream()
                    .filter(reading -> skips(language, reading, ofTests))
                    .findFirst()
                    .ifPresent(reading -> skips.add(reading.strip()));
            String code = language.code(text);
            if (language.isComment(code)) {
                return;
            }
            if (SWITCH.matcher(text).find()) {
                switches.add(text.strip());
            }
            if (language.mark().matcher(code).find()) {
                marks++;
            }
            name(language.name().matcher(text)).ifPresent(names::add);
            if (Assertions.weigh(List.of(code), language) > 0) {
                assertions.add(text.strip());
                weak += Assertions.isWeak(code) ? 1 : 0;
                if (Assertions.isEmpty(code)) {
                    empty.add(text.strip());
                }
            }
        }

        private static boolean skips(TestLanguage language, String reading, boolean ofTests) {
            return language.codes(reading).stream()
                    .filter(code -> code.contains("+build") || code.contains("go:build") || !language.isComment(code))
                    .anyMatch(code ->
                            language.skip().matcher(code).find() || (ofTests && TestEnds.isOne(language, code)));
        }

        int strong() {
            return assertions.size() - weak;
        }

        private static Optional<String> name(Matcher matcher) {
            if (matcher.find()) {
                for (int group = 1; group <= matcher.groupCount(); group++) {
                    String found = matcher.group(group);
                    if (found != null && !found.isBlank()) {
                        return Optional.of(found.strip());
                    }
                }
            }
            return Optional.empty();
        }
    }
}
