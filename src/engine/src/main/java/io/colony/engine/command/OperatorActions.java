package io.colony.engine.command;

import io.colony.engine.command.ReviewRequests.Preparation;
import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.intake.ReviewRegistration.Stated;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.projection.Outbox;
import io.colony.engine.stage.JudgementStore;
import io.colony.engine.stage.RunStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * The one implementation behind every door that a person's command can come in by. The permission is asked of the code
 * host at this moment; nothing bypasses the workflow; each request is carried out once. Safe for use by many threads.
 */
public final class OperatorActions {
    private final Database database;
    private final InstantSource clock;
    private final Map<String, Forge> forges;
    private final Stores stores;
    private final ActionEffects effects;
    private final ReviewRequests reviews;

    /** The stores that commands write to. */
    public record Stores(
            Repositories repositories,
            IssueStore issues,
            IssueTransitions transitions,
            RunStore runs,
            JudgementStore judgements,
            CommandLog log,
            WorkflowCatalog workflows,
            Dependencies dependencies,
            Outbox outbox) {}

    public OperatorActions(Database database, InstantSource clock, Map<String, Forge> forges, Stores stores) {
        this.database = database;
        this.clock = clock;
        this.forges = Map.copyOf(forges);
        this.stores = stores;
        this.effects = new ActionEffects(clock, stores);
        this.reviews = new ReviewRequests(database, clock, stores);
    }

    /** What must still hold of the issue once it is locked. */
    @FunctionalInterface
    interface Precondition {
        /** Why the command is not to be carried out. */
        Optional<String> obstacle(Transaction transaction, Issue issue);

        /** Whether the log keeps what it says; not so where nothing was decided and somebody asks back. */
        default boolean isLogged() {
            return true;
        }
    }

    /** Carries a command out, or says why not. */
    public OperatorAnswer carryOut(OperatorCommand command) {
        return carryOut(command, new EditIsNamed(command));
    }

    /** The same where the precondition allows it. */
    OperatorAnswer carryOut(OperatorCommand command, Precondition precondition) {
        Optional<Repository> repository = database.inTransaction(transaction ->
                stores.repositories().find(transaction, command.issue().repository()));
        if (repository.isEmpty()) {
            return refusal("There is no repository " + command.issue().repository() + " here.");
        }
        Optional<Forge> forge = Optional.ofNullable(forges.get(repository.get().forge()));
        if (forge.isEmpty()) {
            return refusal("This installation does not reach the code host '"
                    + repository.get().forge() + "' of " + command.issue().repository() + ".");
        }
        Permission permission = forge.get().permission(command.issue().repository(), command.login());
        if (permission.compareTo(Permission.WRITE) < 0) {
            return refusal(
                    command.login() + " may not write to " + command.issue().repository() + ", which this takes.");
        }
        return switch (reviews.prepare(forge.get(), repository.get(), command)) {
            case Preparation.Refused(String reason) -> refusal(reason);
            case Preparation.None none ->
                database.inTransaction(transaction -> once(transaction, command, precondition, Optional.empty()));
            case Preparation.Ready(Stated stated) ->
                database.inTransaction(transaction -> {
                    ReviewRequests.Request request = new ReviewRequests.Request(repository.get(), stated);
                    return once(transaction, command, precondition, Optional.of(request));
                });
        };
    }

    private OperatorAnswer once(
            Transaction transaction,
            OperatorCommand command,
            Precondition precondition,
            Optional<ReviewRequests.Request> request) {
        Optional<Issue> found = stores.issues().find(transaction, command.issue());
        if (found.isEmpty() && request.isPresent()) {
            return reviews.begin(transaction, request.get(), command);
        }
        if (found.isEmpty()) {
            return refusal("There is no issue " + command.issue() + " here.");
        }
        Issue issue = stores.issues().lock(transaction, found.get().id());
        Optional<OperatorAnswer> before = stores.log().find(transaction, command.source(), command.sourceId());
        if (before.isPresent()) {
            return before.get();
        }
        Optional<OperatorAnswer> refused =
                precondition.obstacle(transaction, issue).map(OperatorActions::refusal);
        if (refused.isPresent() && !precondition.isLogged()) {
            return refused.get();
        }
        Instant now = clock.instant();
        OperatorAnswer answer = refused.or(
                        () -> request.flatMap(asked -> reviews.again(transaction, issue, asked, command)))
                .orElseGet(() -> effects.apply(transaction, issue, command, now));
        return stores.log().add(transaction, issue, command.entry(), answer, now);
    }

    private static OperatorAnswer refusal(String reason) {
        return new OperatorAnswer(false, reason);
    }
}
