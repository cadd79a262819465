package io.colony.engine.command;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.ForgeComment;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Forge.Reaction;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.Repository;
import io.colony.engine.intake.EditNotice;
import io.colony.engine.intake.HostDecision;
import io.colony.engine.intake.HostDecision.Ignored;
import io.colony.engine.intake.HostDecision.Noted;
import io.colony.engine.intake.HostDecision.Refused;
import io.colony.engine.intake.HostRequests;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.log.Log;
import io.colony.engine.projection.Outbox;
import io.colony.engine.status.StatusQueries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;

/**
 * Carries out what people ask for in comments and reviews: the same actions as by any other door, once per comment or review,
 * by whoever may write at that moment. Every command is answered on the code host. Somebody who may not write achieves nothing
 * and is told so at most once an hour and issue. Safe for use by many threads and processes.
 */
public final class SlashCommands implements HostRequests {
    private static final Logger LOG = Log.of(SlashCommands.class);
    private static final String SOURCE = "comment";
    private static final Duration STRANGERS = Duration.ofHours(1);

    private final Database database;
    private final InstantSource clock;
    private final Doors doors;
    private final String prefix;
    private final CommandQuestions questions;
    private final CommandReplies replies;
    private final ReviewCommands reviews;
    private final LongAdder strangers = new LongAdder();

    /** Who carries out what is asked. */
    public record Doors(
            OperatorActions actions,
            BudgetActions budgets,
            StatusQueries status,
            Outbox outbox,
            OperatorActions.Stores stores) {}

    /** @param prefix what commands of this installation begin with, such as {@code colony} */
    public SlashCommands(Database database, InstantSource clock, Doors doors, String prefix) {
        this.database = database;
        this.clock = clock;
        this.doors = doors;
        this.prefix = prefix;
        this.questions = new CommandQuestions(doors.status(), prefix);
        this.replies = new CommandReplies(doors.outbox());
        this.reviews = new ReviewCommands(database, clock, doors);
    }

    /** How many commands came from people who may not write, since the program started. */
    public long strangers() {
        return strangers.sum();
    }

    @Override
    public Optional<HostDecision> commented(Comment comment) {
        return SlashCommand.parse(prefix, comment.text().body()).map(command -> commanded(comment, command));
    }

    @Override
    public Optional<HostDecision> strange(Forge forge, Repository repository, IssueKey on, ForgeComment comment) {
        return SlashCommand.parse(prefix, comment.body())
                .filter(command -> !comment.edited()
                        && command instanceof SlashCommand.Act act
                        && act.action() == OperatorAction.REVIEW)
                .map(command -> letIn(forge, repository, on, comment, command));
    }

    /** What is not let in has no thread here to be answered in: the reaction says that it was refused. */
    private HostDecision letIn(
            Forge forge, Repository repository, IssueKey on, ForgeComment comment, SlashCommand command) {
        if (!mayWrite(forge, repository, comment)) {
            strangers.increment();
            return refused(repository, comment);
        }
        OperatorAnswer answer = carryOut(forge, on, comment, command);
        Optional<Issue> issue =
                database.inTransaction(transaction -> doors.stores().issues().find(transaction, on));
        if (issue.isPresent()) {
            return answered(new Comment(forge, repository, issue.get(), on, comment), answer);
        }
        react(forge, on, comment, answer);
        return new Refused(answer.text());
    }

    @Override
    public HostDecision reviewed(Review review) {
        return reviews.reviewed(review);
    }

    private HostDecision commanded(Comment comment, SlashCommand command) {
        Instant now = clock.instant();
        if (comment.text().edited()) {
            database.useTransaction(transaction -> replies.nothing(transaction, comment, now));
            return new Ignored("comment " + comment.text().id() + " was edited: only a new one is a command");
        }
        return mayWrite(comment.forge(), comment.repository(), comment.text())
                ? answered(comment, carryOut(comment.forge(), comment.issue().key(), comment.text(), command))
                : stranger(comment, now);
    }

    /** As the code host says at this moment. */
    private static boolean mayWrite(Forge forge, Repository repository, ForgeComment comment) {
        return forge.permission(repository.slug(), comment.author()).compareTo(Permission.WRITE) >= 0;
    }

    private static HostDecision refused(Repository repository, ForgeComment comment) {
        return new Refused(comment.author() + " may not write to " + repository.slug());
    }

    private HostDecision stranger(Comment comment, Instant now) {
        String text = "Commands here are for people who may write to "
                + comment.repository().slug() + "; nothing was done.";
        boolean first = database.<Boolean>inTransaction(
                transaction -> replies.stranger(transaction, comment, text, now.minus(STRANGERS), now));
        if (first) {
            strangers.increment();
        }
        return refused(comment.repository(), comment.text());
    }

    private OperatorAnswer carryOut(Forge forge, IssueKey issue, ForgeComment comment, SlashCommand command) {
        String sourceId = forge.name() + ":" + comment.id();
        String login = comment.author();
        return switch (command) {
            case SlashCommand.Ask ask -> questions.answer(issue, ask.question());
            case SlashCommand.Invalid invalid -> new OperatorAnswer(false, invalid.problem());
            case SlashCommand.Budget budget ->
                doors.budgets()
                        .carryOut(new BudgetCommand(issue, budget.usd(), login, budget.reason(), SOURCE, sourceId));
            case SlashCommand.Act act ->
                doors.actions()
                        .carryOut(
                                new OperatorCommand(
                                        issue,
                                        act.action(),
                                        login,
                                        act.headSha(),
                                        act.reason(),
                                        SOURCE,
                                        sourceId,
                                        act.argument()),
                                act.action() == OperatorAction.ACCEPT_EDIT
                                        ? new ToldOfEdit(forge, issue, comment, new EditNotice(doors.outbox()), clock)
                                        : (transaction, found) -> Optional.empty());
        };
    }

    /** The reply leaves with the outbox; the reaction is a courtesy, and nothing hangs on it. */
    private HostDecision answered(Comment comment, OperatorAnswer answer) {
        boolean first = database.<Boolean>inTransaction(
                transaction -> replies.answer(transaction, comment, answer, clock.instant()));
        if (!first) {
            return new Ignored("comment " + comment.text().id() + " is known");
        }
        react(comment.forge(), comment.on(), comment.text(), answer);
        return answer.accepted() ? new Noted(answer.text()) : new Refused(answer.text());
    }

    private static void react(Forge forge, IssueKey on, ForgeComment comment, OperatorAnswer answer) {
        try {
            forge.react(on, comment.id(), answer.accepted() ? Reaction.DONE : Reaction.REFUSED);
        } catch (ForgeException failure) {
            LOG.info("No reaction on comment {}: {}", comment.id(), failure.getMessage());
        }
    }
}
