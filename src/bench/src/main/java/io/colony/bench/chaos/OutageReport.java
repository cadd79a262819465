package io.colony.bench.chaos;

import java.util.List;

/**
 * What a drill found.
 *
 * @param outageSeconds how long it lasted
 * @param stages how many came to a result before, during and after it
 * @param movedDuring transitions while it lasted; of a store that is away none are possible
 * @param resumedSeconds from its end to the next transition
 * @param note what is particular to the kind, such as how many commits were cut
 * @param said what pages and commands said meanwhile
 */
record OutageReport(
        String kind,
        double outageSeconds,
        Stages stages,
        long movedDuring,
        double resumedSeconds,
        boolean settled,
        String note,
        List<Said> said,
        List<Violation> violations) {
    /**
     * What a page or command answered.
     *
     * @param code HTTP status or exit code
     * @param seconds until the answer was there
     * @param plain whether it is a sentence for people and no stack trace
     */
    record Said(String asked, int code, double seconds, String answer, boolean plain) {}

    /** Runs that came to a result, by when. */
    record Stages(long before, long during, long after) {}

    boolean clean() {
        return settled && violations.isEmpty() && said.stream().allMatch(Said::plain);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(kind).append(": ").append(outageSeconds).append(" s; ").append(movedDuring);
        text.append(" transitions during it; went on after ")
                .append(resumedSeconds)
                .append(" s; ");
        text.append("stages ").append(stages.before()).append(" before, ").append(stages.during());
        text.append(" during, ").append(stages.after()).append(" after; ");
        text.append(settled ? "settled" : "NOT SETTLED").append("; ").append(violations.size());
        text.append(" violations. ").append(note).append('\n');
        said.forEach(one -> text.append(one.plain() ? "  " : "  NOT PLAIN ")
                .append(one.asked())
                .append(" (")
                .append(one.code())
                .append(", ")
                .append(one.seconds())
                .append(" s): ")
                .append(one.answer())
                .append('\n'));
        violations.forEach(violation -> text.append("  ").append(violation).append('\n'));
        return text.toString();
    }
}
