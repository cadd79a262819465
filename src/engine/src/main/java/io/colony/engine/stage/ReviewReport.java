package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.projection.Projection;
import io.colony.engine.stage.ReviewStage.Change;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the code host is told of a review: two statuses of the commit, and a comment on the pull request. */
final class ReviewReport {
    private ReviewReport() {}

    static void tell(StageSession session, Change change, List<GateResult> gates, String verdict, JsonNode content) {
        String marker = "review-run-" + session.claim().runId();
        boolean green = gates.stream().allMatch(gate -> gate.verdict() == Verdict.PASS);
        session.tell(
                marker + "-checks",
                new Projection.Status(
                        change.headSha(),
                        "colony/checks",
                        green ? CheckState.SUCCESS : CheckState.FAILURE,
                        green ? "All " + gates.size() + " gates passed" : "Not all gates passed"));
        session.tell(
                marker + "-review",
                new Projection.Status(
                        change.headSha(),
                        "colony/review",
                        verdict.equals("APPROVE") ? CheckState.SUCCESS : CheckState.FAILURE,
                        verdict));
        Optional<Long> pullRequest = session.claim().issue().pullRequest();
        if (pullRequest.isPresent()) {
            session.tell(
                    marker + "-comment",
                    new Projection.Comment(pullRequest, marker, comment(change, gates, verdict, content)));
        }
    }

    /** The statuses of a head that the Marshal rebased: its gates passed, and the verdict carries over to it. */
    static void tellRebased(StageSession session, String head, List<GateResult> gates) {
        String marker = "merge-run-" + session.claim().runId();
        boolean green = gates.stream().allMatch(gate -> gate.verdict() == Verdict.PASS);
        session.tell(
                marker + "-checks",
                new Projection.Status(
                        head,
                        "colony/checks",
                        green ? CheckState.SUCCESS : CheckState.FAILURE,
                        green ? "All " + gates.size() + " gates passed" : "Not all gates passed"));
        session.tell(
                marker + "-review",
                new Projection.Status(
                        head, "colony/review", CheckState.SUCCESS, "Approved; only rebased by the Marshal since"));
    }

    private static String comment(Change change, List<GateResult> gates, String verdict, JsonNode content) {
        StringBuilder text = new StringBuilder("**")
                .append(verdict)
                .append("** at ")
                .append(change.headSha())
                .append("\n\n")
                .append(Quotation.block(content.path("summary").asText()))
                .append("\n\n| gate | result | |\n|---|---|---|\n");
        for (GateResult gate : gates) {
            text.append("| ")
                    .append(gate.gate())
                    .append(" | ")
                    .append(gate.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .append(gate.flaky() ? " (flaky)" : "")
                    .append(" | ")
                    .append(gate.summary().replace("|", "\\|").replace("\n", " "))
                    .append(" |\n");
        }
        List<String> findings = verdict.equals("APPROVE") ? List.of() : findings(content);
        findings.forEach(
                finding -> text.append("\n").append(Quotation.block(finding)).append("\n"));
        return text.append("\n<sub>Reviewed under Colony; the verdict holds for this commit only.</sub>")
                .toString();
    }

    private static List<String> findings(JsonNode content) {
        return content.path("findings").valueStream().allMatch(JsonNode::isTextual)
                ? content.path("findings").valueStream().map(JsonNode::asText).toList()
                : Findings.of(content);
    }
}
