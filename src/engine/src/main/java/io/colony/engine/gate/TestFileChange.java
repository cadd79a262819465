package io.colony.engine.gate;

import io.colony.engine.gate.UnifiedDiff.FileDiff;
import io.colony.engine.gate.UnifiedDiff.Kind;
import io.colony.engine.gate.UnifiedDiff.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                .map(language -> new Reader(language, file).read());
    }

    /** How much such a line of the file asserts. */
    int weight(String line) {
        return TestLanguage.of(file.path())
                .map(language -> Assertions.weigh(List.of(SourceText.withoutStrings(line)), language))
                .orElse(0);
    }

    /** How many tests it has lost, before it is asked where they went. */
    int lostTests() {
        return Math.max(0, -tests);
    }

    private static final Pattern RETURN = Pattern.compile("\\s*return\\s*;?\\s*");
    /** JUnit takes no method that is private or static for a test. */
    private static final Pattern NO_TEST =
            Pattern.compile("^\\s*(?:(?:public|protected|final|@\\w+)\\s+){0,4}(?:private|static)\\s[^=;]*\\(");
    /** Lines without which tests stand there and are not run. */
    private static final Pattern SWITCH = Pattern.compile(
            "^\\s*@Nested\\b|^\\s*#\\[cfg\\(test\\)\\]|\\bunittest\\.main\\s*\\("
                    + "|\\bpytest\\.main\\s*\\(|^\\s*require\\s.*minitest/autorun|^\\s*ExUnit\\.start\\b|\\bdoctest\\.testmod\\s*\\(");

    private record Reader(TestLanguage language, FileDiff file) {
        TestFileChange read() {
            Side removed = Side.of(language, file.removed());
            Side added = Side.of(language, file.added());
            // A test that becomes a comment was there before; its lines do not change.
            List<String> commented = commentedOut();
            List<String> skips = LineBag.without(added.skips, removed.skips);
            skips.addAll(commented);
            if (added.marks >= removed.marks) {
                // Where tests go with it, they are counted.
                skips.addAll(LineBag.without(removed.switches, added.switches));
            }
            skips.addAll(ended());
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

        /** What the hunks assert on one side of the change; the lines around complete its statements. */
        private int weight(Kind kind) {
            int weight = 0;
            List<String> hunk = new ArrayList<>();
            for (Line line : file.lines()) {
                if (line.kind() == Kind.HUNK) {
                    weight += Assertions.weigh(hunk, language);
                    hunk.clear();
                } else if (line.kind() == kind || line.kind() == Kind.CONTEXT) {
                    hunk.add(SourceText.withoutStrings(line.text()));
                }
            }
            return weight + Assertions.weigh(hunk, language);
        }

        /** A test that begins with a line by which it ends, or by which runners do not take it for one. */
        private List<String> ended() {
            List<String> found = new ArrayList<>();
            boolean begins = false;
            for (Line line : file.lines()) {
                String code = SourceText.withoutStrings(line.text());
                if (line.kind() == Kind.REMOVED || code.isBlank() || SourceText.isComment(code)) {
                    continue;
                }
                if (begins && line.kind() == Kind.ADDED && ends(code)) {
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
            return RETURN.matcher(code).matches()
                    || (jvm && NO_TEST.matcher(code).find());
        }

        private List<String> commentedOut() {
            List<String> found = new ArrayList<>();
            boolean open = false;
            for (Line line : file.lines()) {
                String text = line.text().strip();
                if (line.kind() == Kind.HUNK || text.contains("*/")) {
                    open = false;
                } else if (line.kind() == Kind.ADDED && text.startsWith("/*")) {
                    open = true;
                } else if (open
                        && line.kind() == Kind.CONTEXT
                        && language.mark()
                                .matcher(SourceText.withoutStrings(text))
                                .find()) {
                    found.add(text);
                }
            }
            return found;
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

        static Side of(TestLanguage language, List<Line> lines) {
            Side side = new Side();
            lines.forEach(line -> side.read(language, line.text()));
            return side;
        }

        private void read(TestLanguage language, String text) {
            String code = SourceText.withoutStrings(text);
            if (language.skip().matcher(code).find()
                    && (code.contains("+build") || code.contains("go:build") || !SourceText.isComment(code))) {
                skips.add(text.strip());
            }
            if (SourceText.isComment(code)) {
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
