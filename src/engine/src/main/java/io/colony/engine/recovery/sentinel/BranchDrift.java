package io.colony.engine.recovery.sentinel;

import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.recovery.sentinel.HostView.Hosted;
import io.colony.engine.recovery.sentinel.SentinelQueries.Followed;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Branches of ours that somebody else pushed to while the change waited for a person or for its merge: it goes back to
 * review. A change that is about to be reviewed is not concerned: the review reads the branch as it is.
 */
public final class BranchDrift implements Detector {
    private static final Set<IssueState> REVIEWED = Set.of(IssueState.HUMAN_REVIEW_READY, IssueState.MERGE_PENDING);

    private final HostView host;

    public BranchDrift(HostView host) {
        this.host = host;
    }

    @Override
    public String name() {
        return "branch-drift";
    }

    @Override
    public Duration interval() {
        return host.interval();
    }

    @Override
    public List<Finding> look(Instant now) {
        return host.read(now).stream().flatMap(this::look).toList();
    }

    private Stream<Finding> look(Hosted hosted) {
        return hosted.unfinished().stream()
                .filter(followed -> REVIEWED.contains(followed.issue().state()))
                // Of one that a person wrote the branch is theirs.
                .filter(followed -> !followed.issue().isPullRequest())
                // Who is at work pushes, or looks at the head itself.
                .filter(followed -> followed.executor().isEmpty() && !followed.merging())
                .flatMap(followed -> drift(hosted, followed).stream());
    }

    private static Optional<Finding> drift(Hosted hosted, Followed followed) {
        Optional<String> ours = followed.issue().headSha();
        return ours.flatMap(head -> hosted.pullRequest(followed)
                .filter(pull -> pull.state() == PullRequest.State.OPEN)
                .map(PullRequest::headSha)
                // A push of ours that was cut off before it was written down: the next stage finds it.
                .filter(sha -> !sha.equals(head) && !followed.pushed().contains(sha))
                .map(sha -> new Finding.Act(
                        followed.issue().key().toString(),
                        "Somebody pushed " + sha + " to its branch, where " + head
                                + " was reviewed: it goes back to review.",
                        new Remedy.Move(followed.issue(), Outcomes.HEAD_MOVED, Optional.empty()))));
    }
}
