package io.colony.engine.stage;

import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import io.colony.engine.gate.GateResult;
import io.colony.engine.gate.GateResult.Verdict;
import io.colony.engine.issue.Issue;
import io.colony.engine.projection.Projection;
import io.colony.engine.projection.Quotation;
import java.util.List;
import java.util.Optional;

/** What the code host is told of a review: statuses of the commit, and a comment on the pull request. */
public final class ReviewReport {
    static final String CHECKS = "colony/checks";
    static final String REVIEW = "colony/review";

    private ReviewReport() {}

    static void tell(StageSession session, RepositoryPolicy policy, ReviewComment comment) {
        String marker = marker(session);
        tellChecks(session, policy, comment.headSha(), comment.gates());
        session.tell(
                marker + "-review",
                new Projection.Status(
                        comment.headSha(),
                        REVIEW,
                        state(session, comment),
                        comment.needsPerson().isEmpty() ? comment.word() : comment.word() + ", and a person decides"));
        Optional<Long> pullRequest = session.claim().issue().pullRequest();
        if (pullRequest.isPresent()) {
            session.tellWithCost(
                    marker + "-comment", spent -> new Projection.Comment(pullRequest, marker, comment.text(spent)));
        }
    }

    /**
     * Green lets others merge as well, such as GitHub's own automatic merge: not before a person has decided. What a person
     * wrote themselves they merge themselves.
     */
    private static CheckState state(StageSession session, ReviewComment comment) {
        if (!comment.word().equals("APPROVE")) {
            return CheckState.FAILURE;
        }
        return comment.needsPerson().isEmpty() || session.claim().issue().isPullRequest()
                ? CheckState.SUCCESS
                : CheckState.PENDING;
    }

    /** The status of a head that somebody approved. */
    public static Projection.Status approvedByPerson(String head, String login) {
        return new Projection.Status(head, REVIEW, CheckState.SUCCESS, "Approved by " + login);
    }

    /** The status of a head whose approval somebody took back. */
    public static Projection.Status takenBack(String head, String login) {
        return new Projection.Status(
                head, REVIEW, CheckState.PENDING, login + " approves it no longer; a person decides");
    }

    /** The status of a head that one person approved where it takes two. */
    public static Projection.Status approvedByOneOfTwo(String head, String login) {
        return new Projection.Status(
                head,
                REVIEW,
                CheckState.PENDING,
                "Approved by " + login + "; somebody unnamed pushed to the branch, so a second person approves");
    }

    /**
     * The Marshal merges this head now, by what was judged of it before a rebase, or before something held it that is
     * settled. Said once for each stay before the merge.
     */
    static void tellHolds(StageSession session, String head, String words) {
        Issue issue = session.claim().issue();
        session.tell(
                "review-holds-" + issue.id() + "-" + issue.version() + "-" + head,
                new Projection.Status(head, REVIEW, CheckState.SUCCESS, words));
    }

    /** Whatever was said of it before, a person decides now. */
    static void tellWaits(StageSession session, String head, String reason) {
        session.tell(
                marker(session) + "-waits",
                new Projection.Status(head, REVIEW, CheckState.PENDING, "A person decides: " + Quotation.line(reason)));
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
    static void tellChecks(StageSession session, RepositoryPolicy policy, String head, List<GateResult> gates) {
        checks(session, head, policy.gates().isEmpty() ? without(policy.mergesWithoutGates()) : of(gates));
    }

    /** Somebody approved a change that no gate checks: the code host's own rules must not hold it up for that. */
    static void tellApprovedWithoutGates(StageSession session, String head) {
        checks(session, head, new Told(CheckState.SUCCESS, "No gates are defined; a person approved"));
    }

    private record Told(CheckState state, String words) {}

    private static Told without(boolean allowed) {
        return allowed
                ? new Told(CheckState.SUCCESS, "No gates are defined; the repository merges without")
                : new Told(CheckState.PENDING, "No gates are defined; a person decides");
    }

    private static Told of(List<GateResult> gates) {
        if (gates.stream().anyMatch(gate -> gate.verdict() == Verdict.COULD_NOT_RUN)) {
            return new Told(CheckState.ERROR, "Not all gates could run");
        }
        return gates.stream().allMatch(gate -> gate.verdict() == Verdict.PASS)
                ? new Told(CheckState.SUCCESS, "All " + gates.size() + " gates passed")
                : new Told(CheckState.FAILURE, "Not all gates passed");
    }

    private static void checks(StageSession session, String head, Told told) {
        session.tell(marker(session) + "-checks", new Projection.Status(head, CHECKS, told.state(), told.words()));
    }
}
