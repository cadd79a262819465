package io.colony.engine.status;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What was tried without success, a line each, in the order of events. */
final class SetbackLines {
    private SetbackLines() {}

    static List<String> of(WhyFacts facts) {
        Stream<Line> runs =
                facts.setbacks().stream().map(run -> new Line(run.endedAt().orElse(run.startedAt()), run(run)));
        Stream<Line> verdicts = facts.verdicts().stream().map(verdict -> new Line(verdict.at(), verdict(verdict)));
        return Stream.concat(runs, verdicts)
                .sorted(Comparator.comparing(Line::at))
                .map(line -> WhyAtWork.time(line.at()) + ": " + line.text())
                .toList();
    }

    private static String run(RunEntry run) {
        String how = run.endKind().filter("lost"::equals).isPresent()
                ? "its worker was lost"
                : run.failureClass().map(failure -> "failed (" + failure + ")").orElse("failed");
        return run.stage() + ", attempt " + run.attempt() + " by " + run.worker() + ": " + how
                + run.reason().map(reason -> ": " + reason).orElse("");
    }

    private static String verdict(VerdictEntry verdict) {
        String summary = verdict.content().path("summary").asText("");
        return "review of " + verdict.headSha().substring(0, 8) + ": "
                + switch (verdict.verdict()) {
                    case "CHANGES_REQUESTED" -> "changes requested";
                    case "PARTIAL" -> "accepted in part";
                    case "UNPARSEABLE" -> "the verdict could not be read";
                    case "COULD_NOT_RUN" -> "could not run";
                    default -> verdict.verdict();
                }
                + (summary.isEmpty() ? "" : ": " + summary);
    }

    private record Line(java.time.Instant at, String text) {}
}
