package io.colony.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.stage.RunStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
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

    /** The stores that commands write to. */
    public record Stores(
            Repositories repositories,
            IssueStore issues,
            IssueTransitions transitions,
            RunStore runs,
            CommandLog log) {}

    public OperatorActions(Database database, InstantSource clock, Map<String, Forge> forges, Stores stores) {
        this.database = database;
        this.clock = clock;
        this.forges = Map.copyOf(forges);
        this.stores = stores;
    }

    /** What must still hold of the issue once it is locked. */
    @FunctionalInterface
    interface Precondition {
        /** Why the command is not to be carried out. */
        Optional<String> obstacle(Transaction transaction, Issue issue);
    }

    /** Carries a command out, or says why not. */
    public OperatorAnswer carryOut(OperatorCommand command) {
        return carryOut(command, (transaction, issue) -> Optional.empty());
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
        return database.inTransaction(transaction -> once(transaction, command, precondition));
    }

    private OperatorAnswer once(Transaction transaction, OperatorCommand command, Precondition precondition) {
        Optional<Issue> found = stores.issues().find(transaction, command.issue());
        if (found.isEmpty()) {
            return refusal("There is no issue " + command.issue() + " here.");
        }
        Issue issue = stores.issues().lock(transaction, found.get().id());
        Optional<OperatorAnswer> before = stores.log().find(transaction, command.source(), command.sourceId());
        if (before.isPresent()) {
            return before.get();
        }
        Instant now = clock.instant();
        OperatorAnswer answer = precondition
                .obstacle(transaction, issue)
                .map(OperatorActions::refusal)
                .orElseGet(() -> apply(transaction, issue, command, now));
        stores.log().add(transaction, issue.id(), command, answer, now);
        return answer;
    }

    private OperatorAnswer apply(Transaction transaction, Issue issue, OperatorCommand command, Instant now) {
        if (command.action() == OperatorAction.APPROVE) {
            Optional<String> obstacle = obstacle(issue, command);
            if (obstacle.isPresent()) {
                return refusal(obstacle.get());
            }
            stores.runs().addApproval(transaction, issue.id(), head(issue), command.login(), now);
        }
        TransitionRequest request = TransitionRequest.event(
                issue, command.action().outcome(), Actor.operator(command.login()), reason(command));
        return switch (stores.transitions().apply(transaction, request)) {
            case TransitionResult.Applied applied -> {
                if (command.action() == OperatorAction.REQUEST_CHANGES) {
                    stores.runs().addFindings(transaction, issue.id(), findings(command), now);
                }
                yield new OperatorAnswer(
                        true, issue.key() + " is " + applied.issue().state() + " now (was " + issue.state() + ").");
            }
            case TransitionResult.Refused refused ->
                refusal(issue.key() + " is " + issue.state() + ": " + refused.reason());
            case TransitionResult.Stale stale ->
                refusal(issue.key() + " moved to " + stale.currentState() + " meanwhile; look again.");
        };
    }

    private static String head(Issue issue) {
        return issue.headSha().orElse("");
    }

    private static Optional<String> obstacle(Issue issue, OperatorCommand command) {
        if (issue.pullRequest().isEmpty() || issue.headSha().isEmpty()) {
            return Optional.of(issue.key() + " has no pull request to approve.");
        }
        return command.headSha().filter(head(issue)::equals).isPresent()
                ? Optional.empty()
                : Optional.of("An approval names the commit it is for: the head of " + issue.key() + " is "
                        + head(issue) + ".");
    }

    private static String reason(OperatorCommand command) {
        String what = command.action().outcome() + " by " + command.login();
        return command.reason().isBlank() ? what : what + ": " + command.reason();
    }

    private static JsonNode findings(OperatorCommand command) {
        String text = command.reason().isBlank() ? "A person asked for changes." : command.reason();
        return Json.of(List.of(text));
    }

    private static OperatorAnswer refusal(String reason) {
        return new OperatorAnswer(false, reason);
    }
}
