package io.colony.engine.projection;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionListener;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Writes what the code host shall be told of a transition: the state's label always; a comment with the reason where the
 * issue has come to wait for a person or to its end; that an issue is closed which is done without a merge of ours; and
 * that pull requests are closed whose merge was given up and might still come.
 */
public final class ProjectionListener implements TransitionListener {
    private static final String FOOTER =
            "\n\n<sub>Written by Colony. The label and this comment follow the issue's state;"
                    + " editing them changes nothing.</sub>";

    /** By which the Marshal ends an issue. */
    private static final String MERGED = "merged";

    private final Outbox outbox;
    private final BiFunction<Transaction, Issue, Workflow> workflows;
    private final ProjectionSettings settings;
    private final InstantSource clock;
    private final Mentions mentions;
    private final MergeFence fence;

    /**
     * @param workflows the workflow, in the version, that an issue is under
     */
    public ProjectionListener(
            Outbox outbox,
            BiFunction<Transaction, Issue, Workflow> workflows,
            ProjectionSettings settings,
            InstantSource clock) {
        this(outbox, workflows, settings, clock, Mentions.AUTHOR);
    }

    /**
     * @param mentions whom the comment names
     */
    public ProjectionListener(
            Outbox outbox,
            BiFunction<Transaction, Issue, Workflow> workflows,
            ProjectionSettings settings,
            InstantSource clock,
            Mentions mentions) {
        this.outbox = outbox;
        this.workflows = workflows;
        this.settings = settings;
        this.clock = clock;
        this.mentions = mentions;
        this.fence = new MergeFence(outbox);
    }

    @Override
    public void onTransition(Transaction transaction, Issue issue, IssueState from, TransitionRequest request) {
        StateDefinition state = workflows.apply(transaction, issue).state(issue.state());
        String marker = "transition-" + issue.id() + "-" + issue.version();
        Projection label = new Projection.Label(settings.labelPrefix(), settings.labelPrefix() + state.label());
        outbox.add(transaction, issue.id(), marker + "-label", label, clock.instant());
        boolean stillOpen = !request.outcome().equals(MERGED) && !issue.isPullRequest();
        if (issue.state().equals(IssueState.DONE) && stillOpen) {
            // The Marshal closes what it merges by itself; its merge's message may not.
            outbox.add(transaction, issue.id(), marker + "-closed", new Projection.IssueClosed(), clock.instant());
        }
        boolean ended = state.type() == Workflow.Type.TERMINAL;
        if (ended || issue.generation() != request.issue().generation()) {
            fence.put(transaction, issue, issue.state().equals(IssueState.DONE), clock.instant());
        }
        if (!from.equals(issue.state())) {
            comment(state, from, request)
                    .map(body -> names(transaction, issue, state) + body)
                    .map(body -> new Projection.Comment(Optional.empty(), marker, body))
                    .ifPresent(comment ->
                            outbox.add(transaction, issue.id(), marker + "-comment", comment, clock.instant()));
        }
    }

    private String names(Transaction transaction, Issue issue, StateDefinition state) {
        List<String> people = mentions.of(transaction, issue, state);
        return people.isEmpty() ? "" : "@" + String.join(" @", people) + ": ";
    }

    private Optional<String> comment(StateDefinition state, IssueState from, TransitionRequest request) {
        return switch (state.type()) {
            case AWAITING_HUMAN, TERMINAL -> Optional.of(text(state, from, request));
            case BLOCKED ->
                state.recovery().filter(Workflow.Recovery.MANUAL::equals).map(manual -> text(state, from, request));
            case ACTIVE, PRE_INTAKE -> Optional.empty();
        };
    }

    private String text(StateDefinition state, IssueState from, TransitionRequest request) {
        return "**" + state.slug() + "** (was " + from + "; " + request.outcome() + ", by " + request.actor() + ")\n\n"
                + Quotation.block(request.reason()) + nextStep(state) + (settings.attribution() ? FOOTER : "");
    }

    private static String nextStep(StateDefinition state) {
        return switch (state.type()) {
            case AWAITING_HUMAN, BLOCKED ->
                "\n\n`/colony:why` says what it waits for and who can move it, `/colony:help` what can be done.";
            case TERMINAL, ACTIVE, PRE_INTAKE -> "";
        };
    }
}
