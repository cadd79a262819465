package io.colony.engine.stage;

import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.projection.Projection;
import java.util.List;
import java.util.Optional;

/** What the code host is told of a review: statuses of the commit, and a comment on the pull request. */
final class ReviewReport {
    static final String CHECKS = "colony/checks";
    static final String REVIEW = "colony/review";

    private ReviewReport() {}

    static void tell(StageSession session, ReviewComment comment) {
        String marker = marker(session);
        tellChecks(session, comment.headSha(), comment.gates());
        boolean approved = comment.word().equals("APPROVE");
        session.tell(
                marker + "-review",
                new Projection.Status(
                        comment.headSha(),
                        REVIEW,
                        approved ? CheckState.SUCCESS : CheckState.FAILURE,
                        comment.needsPerson().isEmpty() ? comment.word() : comment.word() + ", and a person decides"));
        Optional<Long> pullRequest = session.claim().issue().pullRequest();
        if (pullRequest.isPresent()) {
            session.tellWithCost(
                    marker + "-comment", spent -> new Projection.Comment(pullRequest, marker, comment.text(spent)));
        }
    }

    /** The statuses of a head that the Marshal rebased: its gates passed, and the verdict carries over to it. */
    static void tellRebased(StageSession session, String head, List<GateResult> gates) {
        tellChecks(session, head, gates);
        session.tell(
                marker(session) + "-review",
                new Projection.Status(head, REVIEW, CheckState.SUCCESS, "Approved; only rebased by the Marshal since"));
    }

    /** The Inspector's answer was none. */
    static void tellUnparseable(StageSession session, String head) {
        session.tell(
                marker(session) + "-review",
                new Projection.Status(head, REVIEW, CheckState.ERROR, "No verdict could be read; a person decides"));
    }

    private static String marker(StageSession session) {
        return "review-run-" + session.claim().runId();
    }

    /** Of gates that could not run nobody can say that they passed or failed. */
    static void tellChecks(StageSession session, String head, List<GateResult> gates) {
        boolean green = gates.stream().allMatch(gate -> gate.verdict() == Verdict.PASS);
        boolean ran = gates.stream().noneMatch(gate -> gate.verdict() == Verdict.COULD_NOT_RUN);
        CheckState red = ran ? CheckState.FAILURE : CheckState.ERROR;
        String what = ran ? "Not all gates passed" : "Not all gates could run";
        session.tell(
                marker(session) + "-checks",
                new Projection.Status(
                        head,
                        CHECKS,
                        green ? CheckState.SUCCESS : red,
                        green ? "All " + gates.size() + " gates passed" : what));
    }
}
