package io.colony.engine.recovery.sentinel;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
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
 * What happened on the code host and no event told: the reconcile poll. A pull request that was merged or closed, an
 * issue that was closed, a labelled issue that nobody let in.
 */
public final class LostEvents implements Detector {
    /** A person has it in hand: a closed pull request tells them nothing that they do not know. */
    private static final Set<IssueState> IN_HAND = Set.of(IssueState.HUMAN_REVIEW_READY, IssueState.PAUSED);

    private final HostView host;
    private final SentinelQueries queries;
    private final String triggerLabel;

    /** @param triggerLabel the label that lets an issue in */
    public LostEvents(HostView host, SentinelQueries queries, String triggerLabel) {
        this.host = host;
        this.queries = queries;
        this.triggerLabel = triggerLabel;
    }

    @Override
    public String name() {
        return "lost-events";
    }

    @Override
    public Duration interval() {
        return host.interval();
    }

    @Override
    public List<Finding> look(Instant now) {
        return host.read(now).stream()
                .flatMap(hosted -> Stream.concat(
                        hosted.unfinished().stream().flatMap(followed -> ended(hosted, followed).stream()),
                        newcomers(hosted)))
                .toList();
    }

    private static Optional<Finding> ended(Hosted hosted, Followed followed) {
        Issue issue = followed.issue();
        boolean marshal = issue.state().equals(IssueState.MERGE_PENDING)
                && (followed.executor().isPresent() || followed.merging());
        if (marshal) {
            // Our own merge closes the issue on the host before its result is written down.
            return Optional.empty();
        }
        Optional<PullRequest> pull = hosted.pullRequest(followed);
        if (pull.filter(is(PullRequest.State.MERGED)).isPresent()) {
            return Optional.of(merged(issue, pull.get()));
        }
        boolean open = issue.isPullRequest()
                ? pull.filter(is(PullRequest.State.OPEN)).isPresent()
                : hosted.open().containsKey(issue.key())
                        || hosted.forge().issue(issue.key()).open();
        if (!open) {
            return Optional.of(move(
                    issue,
                    "It was closed on the code host, and its change is not merged: cancelled.",
                    Outcomes.ISSUE_CLOSED,
                    Optional.empty()));
        }
        return pull.filter(is(PullRequest.State.CLOSED))
                .filter(closed -> !IN_HAND.contains(issue.state()))
                .map(closed -> move(
                        issue,
                        "Its pull request " + closed.number()
                                + " was closed while the issue is open: a person decides.",
                        Outcomes.PR_CLOSED,
                        Optional.empty()));
    }

    private static Finding merged(Issue issue, PullRequest pull) {
        return move(
                issue,
                "Its pull request " + pull.number() + " was merged on the code host: done.",
                Outcomes.MERGED_BY_PERSON,
                Optional.of(pull.mergeSha().orElse(pull.headSha())));
    }

    private static java.util.function.Predicate<PullRequest> is(PullRequest.State state) {
        return pull -> pull.state() == state;
    }

    private Stream<Finding> newcomers(Hosted hosted) {
        return hosted.open().entrySet().stream()
                .filter(listed -> listed.getValue().labels().contains(triggerLabel))
                .filter(listed -> !queries.known(listed.getKey()))
                .flatMap(listed ->
                        newcomer(hosted, listed.getKey(), listed.getValue().author()).stream());
    }

    /**
     * The poll sees the label and not who set it, which an issue form can do for anybody: only an author who may write is
     * let in without a person. Of nobody else the text is read.
     */
    private Optional<Finding> newcomer(Hosted hosted, IssueKey key, String author) {
        Forge forge = hosted.forge();
        if (forge.permission(hosted.repository().slug(), author).compareTo(Permission.WRITE) < 0) {
            return Optional.of(new Finding.Notice(
                    key.toString(),
                    "It bears the label '" + triggerLabel + "', no event told who set it, and its author may not"
                            + " write to the repository: somebody who may takes the label off and sets it again."));
        }
        ForgeIssue stated = forge.issue(key);
        return stated.open() && stated.labels().contains(triggerLabel)
                ? Optional.of(new Finding.Act(
                        key.toString(),
                        "It bears the label '" + triggerLabel + "' and no event told of it: let in.",
                        new Remedy.LetIn(hosted.repository(), stated)))
                : Optional.empty();
    }

    private static Finding move(Issue issue, String reason, String outcome, Optional<String> mergeSha) {
        return new Finding.Act(issue.key().toString(), reason, new Remedy.Move(issue, outcome, mergeSha));
    }
}
