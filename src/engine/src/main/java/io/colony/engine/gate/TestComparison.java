package io.colony.engine.gate;

import io.colony.engine.gate.GateResult.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds the tests of a change against those of its base. A test that ran there and is missing or skipped here is for a
 * person to see. One that has only moved or got another name is not: a new test of the same name in another class, or of
 * another name in the same class, stands for it, each for one.
 */
public final class TestComparison {
    private final TestRun base;
    private final TestRun head;

    private TestComparison(TestRun base, TestRun head) {
        this.base = base;
        this.head = head;
    }

    /**
     * Why a person decides about a gate's result, in sentences; empty where no test was lost.
     *
     * @param base the tests of the base commit
     */
    public static List<String> doubts(GateResult result, TestRun base) {
        return result.tests()
                .map(head -> new TestComparison(base, head).doubts(result.gate(), result.verdict()))
                .orElse(List.of());
    }

    private List<String> doubts(String gate, Verdict verdict) {
        List<String> doubts = new ArrayList<>();
        tell(doubts, "Gate '" + gate + "': %s that the base runs %s skipped by the change: ", skipped());
        tell(doubts, "Gate '" + gate + "': %s that the base runs %s not run by the change: ", missing());
        if (verdict == Verdict.PASS) {
            Set<String> failed = new TreeSet<>(head.failed());
            failed.removeAll(base.failed());
            tell(doubts, "Gate '" + gate + "' passed, but by its reports %s %s red: ", failed);
        }
        return doubts;
    }

    private static void tell(List<String> doubts, String sentence, Set<String> tests) {
        if (!tests.isEmpty()) {
            boolean one = tests.size() == 1;
            String count = tests.size() + (one ? " test" : " tests");
            doubts.add(sentence.formatted(count, one ? "is" : "are") + NamedSome.of(tests) + ".");
        }
    }

    private Set<String> skipped() {
        Set<String> skipped = new TreeSet<>(base.executed());
        skipped.retainAll(head.skipped());
        return skipped;
    }

    private Set<String> missing() {
        Set<String> missing = new TreeSet<>(base.executed());
        missing.removeAll(head.executed());
        missing.removeAll(head.skipped());
        Set<String> added = new TreeSet<>(head.executed());
        added.removeAll(base.executed());
        added.removeAll(base.skipped());
        standIn(missing, added, Part.NAME);
        standIn(missing, added, Part.CLASS);
        return missing;
    }

    private enum Part {
        CLASS,
        NAME
    }

    private static String part(String identity, Part part) {
        int end = identity.indexOf('#');
        return part == Part.CLASS ? identity.substring(0, end + 1) : identity.substring(end + 1);
    }

    /** Takes away pairs of a missing and an added test that share this part of their identity. */
    private static void standIn(Set<String> missing, Set<String> added, Part part) {
        Map<String, List<String>> free = new HashMap<>();
        added.forEach(test ->
                free.computeIfAbsent(part(test, part), key -> new ArrayList<>()).add(test));
        missing.removeIf(test -> {
            List<String> candidates = free.getOrDefault(part(test, part), List.of());
            return !candidates.isEmpty() && added.remove(candidates.removeLast());
        });
    }
}
