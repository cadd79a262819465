package io.colony.engine.notice;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionListener;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.notice.Notices.Plan;
import io.colony.engine.projection.Mentions;
import io.colony.engine.retrospective.Quote;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Plans notices in the transition that makes an issue wait, and cancels them in the one that ends the wait: a row or two,
 * and only where a person is waited for. The comment of the transition itself names the people, unless the issue named
 * somebody a short while ago; then a comment of its own follows, if it still waits.
 *
 * <p>Stands behind the projection in the order of listeners: that asks for the names, this notes that they were named.
 */
public final class NoticeListener implements TransitionListener, Mentions {
    private final Notices notices;
    private final NoticePlans plans;
    private final BiFunction<Transaction, Issue, Workflow> workflows;
    private final InstantSource clock;

    /**
     * @param attached the channels that hosts attach, by name
     * @param workflows the workflow, in the version, that an issue is under
     */
    public NoticeListener(
            Notices notices,
            NoticeSettings settings,
            List<String> attached,
            BiFunction<Transaction, Issue, Workflow> workflows,
            InstantSource clock) {
        this.notices = notices;
        this.plans = new NoticePlans(notices, settings, attached);
        this.workflows = workflows;
        this.clock = clock;
    }

    @Override
    public List<String> of(Transaction transaction, Issue issue, StateDefinition state) {
        return Audience.of(state)
                .map(audience -> waiting(issue, audience, ""))
                .filter(waiting -> namedAtOnce(transaction, waiting))
                .map(plans::people)
                .orElse(List.of());
    }

    private boolean namedAtOnce(Transaction transaction, WaitingIssue waiting) {
        return plans.channels().contains(Notices.COMMENT)
                && !plans.first(transaction, waiting, Notices.COMMENT).isAfter(clock.instant());
    }

    @Override
    public void onTransition(Transaction transaction, Issue issue, IssueState from, TransitionRequest request) {
        if (from.equals(issue.state())) {
            return;
        }
        Instant now = clock.instant();
        Workflow workflow = workflows.apply(transaction, issue);
        if (waits(workflow, from).isPresent()) {
            notices.cancel(transaction, issue.id(), now);
        }
        waits(workflow, issue.state())
                .map(audience -> waiting(issue, audience, request.reason()))
                .ifPresent(waiting -> plans.channels().forEach(channel -> plan(transaction, waiting, channel, now)));
    }

    private void plan(Transaction transaction, WaitingIssue waiting, String channel, Instant now) {
        Instant due = plans.first(transaction, waiting, channel);
        Plan plan = plans.plan(waiting, channel, due, now);
        if (channel.equals(Notices.COMMENT) && !due.isAfter(now)) {
            notices.told(transaction, plan);
            plans.reminder(waiting, channel, 0, now).ifPresent(reminder -> notices.plan(transaction, reminder));
        } else {
            notices.plan(transaction, plan);
        }
    }

    private static Optional<Audience> waits(Workflow workflow, IssueState state) {
        return Optional.ofNullable(workflow.states().get(state)).flatMap(Audience::of);
    }

    private static WaitingIssue waiting(Issue issue, Audience audience, String reason) {
        return new WaitingIssue(
                issue.id(),
                issue.tenantId(),
                issue.key(),
                Quote.of(issue.title()).text(),
                issue.author(),
                issue.state(),
                audience,
                issue.version(),
                issue.enteredAt(),
                Quote.of(reason).text(),
                issue.pullRequest());
    }
}
