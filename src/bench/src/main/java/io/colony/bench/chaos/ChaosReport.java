package io.colony.bench.chaos;

import java.util.List;
import java.util.Map;

/**
 * What a run found.
 *
 * @param plan digest of the plan: the same seed and sizes give the same one
 * @param faults how many were injected, by kind; those of the nodes themselves included
 * @param people what operators and authors did
 * @param states how many issues ended in which state
 * @param reasons why issues that have not ended wait
 * @param facts what the faults led to, such as runs lost and results that came too late
 * @param invariants how many rules were checked
 * @param violations what broke them
 */
record ChaosReport(
        long seed,
        String plan,
        int issues,
        int workers,
        Map<String, Long> faults,
        Map<String, Integer> people,
        Map<String, Long> states,
        Map<String, Long> reasons,
        Map<String, Long> facts,
        double turbulentSeconds,
        double settlingSeconds,
        boolean settled,
        int invariants,
        List<Violation> violations) {
    boolean clean() {
        return settled && violations.isEmpty();
    }

    /** For people. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("seed ").append(seed).append(", plan ").append(plan, 0, 12).append(": ");
        text.append(issues).append(" issues, ").append(workers).append(" workers\n");
        text.append("faults      ").append(faults).append('\n');
        text.append("people      ").append(people).append('\n');
        text.append("states      ").append(states).append('\n');
        reasons.forEach((why, count) -> text.append("  waits     ")
                .append(count)
                .append(" × ")
                .append(why)
                .append('\n'));
        text.append("led to      ").append(facts).append('\n');
        text.append("took        ").append(turbulentSeconds).append(" s, and ").append(settlingSeconds);
        text.append(settled ? " s to settle\n" : " s without settling\n");
        text.append("invariants  ").append(invariants).append(" checked, ");
        text.append(violations.size()).append(" violations\n");
        violations.forEach(violation -> text.append("  ")
                .append(violation.invariant())
                .append(": ")
                .append(violation.found())
                .append('\n'));
        return text.toString();
    }
}
