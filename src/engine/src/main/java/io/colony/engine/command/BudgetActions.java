package io.colony.engine.command;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.ledger.Budgets;
import io.colony.engine.ledger.Ledger.Raise;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.Outcomes;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Raises ceilings for people, by whatever door they come in: who may write to a repository may raise the ceiling of its
 * issues and runs, who administers it that of its day, and who administers all repositories of a tenant that of its month.
 * An issue that the ceiling had stopped goes on at once. Safe for use by many threads.
 */
public final class BudgetActions {
    private final Database database;
    private final InstantSource clock;
    private final Map<String, Forge> forges;
    private final Stores stores;
    private final CarriedOutOnce once;

    /** What a raise reads and writes. */
    public record Stores(
            Repositories repositories,
            IssueStore issues,
            IssueTransitions transitions,
            Budgets budgets,
            CommandLog log) {}

    public BudgetActions(Database database, InstantSource clock, Map<String, Forge> forges, Stores stores) {
        this.database = database;
        this.clock = clock;
        this.forges = Map.copyOf(forges);
        this.stores = stores;
        this.once = new CarriedOutOnce(clock);
    }

    /** The ceiling that is in force for an issue; empty where it is off, or the issue not known. */
    public Optional<Usd> ceiling(IssueKey key) {
        return database.inReadTransaction(transaction -> {
            OptionalLong id = stores.budgets().find(transaction, Scope.ISSUE, key.toString());
            return id.isEmpty()
                    ? Optional.empty()
                    : stores.budgets().inForce(transaction, Scope.ISSUE, id.getAsLong(), clock.instant());
        });
    }

    /** Carries a request out, or says why not. */
    public OperatorAnswer raise(BudgetRequest request) {
        return raise(request, Optional.empty());
    }

    /** The same, once for each name. */
    public OperatorAnswer raise(BudgetRequest request, CommandName name) {
        return raise(
                request,
                Optional.of(new InstallationLog.Entry(
                        name,
                        request.login(),
                        "budget raise " + request.scope().slug() + " " + request.subject() + " "
                                + request.usd().amount().toPlainString() + " " + request.reason())));
    }

    private OperatorAnswer raise(BudgetRequest request, Optional<InstallationLog.Entry> entry) {
        Optional<String> obstacle = obstacle(request);
        return obstacle.map(reason -> new OperatorAnswer(false, reason))
                .orElseGet(() -> database.inTransaction(
                        transaction -> once.answer(transaction, entry, () -> raise(transaction, request))));
    }

    /** Carries a command out once: whoever brings the same one again gets the same answer, and nothing is changed. */
    public OperatorAnswer carryOut(BudgetCommand command) {
        Optional<String> obstacle = obstacle(command.request());
        return obstacle.map(reason -> new OperatorAnswer(false, reason))
                .orElseGet(() -> database.inTransaction(transaction -> once(transaction, command)));
    }

    private OperatorAnswer once(Transaction transaction, BudgetCommand command) {
        Optional<Issue> found = stores.issues().find(transaction, command.issue());
        if (found.isEmpty()) {
            return new OperatorAnswer(false, "There is no issue " + command.issue() + " here.");
        }
        Issue issue = stores.issues().lock(transaction, found.get().id());
        Optional<OperatorAnswer> before = stores.log().find(transaction, command.source(), command.sourceId());
        if (before.isPresent()) {
            return before.get();
        }
        OperatorAnswer answer = raise(transaction, command.request());
        return stores.log().add(transaction, issue, command.entry(), answer, clock.instant());
    }

    private OperatorAnswer raise(Transaction transaction, BudgetRequest request) {
        OptionalLong id = stores.budgets().find(transaction, request.scope(), request.subject());
        if (id.isEmpty()) {
            return new OperatorAnswer(
                    false, "There is no " + called(request.scope()) + " " + request.subject() + " here.");
        }
        Optional<Issue> issue = aboutAnIssue(request)
                ? Optional.of(stores.issues().lock(transaction, id.getAsLong()))
                : Optional.empty();
        Budgets.Outcome outcome = stores.budgets()
                .raise(
                        transaction,
                        request.scope(),
                        id.getAsLong(),
                        request.usd(),
                        new Budgets.Grounds(request.login(), request.reason(), clock.instant()));
        return switch (outcome.raise()) {
            case Raise.Refused refused -> new OperatorAnswer(false, refused.reason());
            case Raise.Granted granted ->
                new OperatorAnswer(
                        true,
                        "The ceiling per " + request.scope().slug() + " of " + request.subject() + " is "
                                + granted.ceiling()
                                + outcome.before()
                                        .map(before -> " (was " + before + ")")
                                        .orElse("")
                                + " until " + granted.expiresAt().truncatedTo(ChronoUnit.SECONDS) + "."
                                + issue.filter(stopped -> outcome.stoppedIssue().isPresent())
                                        .map(stopped -> goOn(transaction, stopped, request))
                                        .orElse(""));
        };
    }

    private static boolean aboutAnIssue(BudgetRequest request) {
        return request.scope() == Scope.ISSUE || request.scope() == Scope.RUN;
    }

    private static String called(Scope scope) {
        return scope == Scope.RUN ? "issue" : scope.slug();
    }

    /** The ceiling had made the issue failure-blocked: raising it is the retry that it waits for. */
    private String goOn(Transaction transaction, Issue issue, BudgetRequest request) {
        TransitionRequest retry = TransitionRequest.event(
                issue,
                Outcomes.RETRY,
                Actor.operator(request.login()),
                "The ceiling that had stopped it was raised to " + request.usd() + ": " + request.reason());
        return stores.transitions().apply(transaction, retry) instanceof TransitionResult.Applied applied
                ? " " + issue.key() + " goes on: it is " + applied.issue().state() + " now."
                : "";
    }

    private Optional<String> obstacle(BudgetRequest request) {
        List<Repository> concerned = database.inTransaction(transaction -> concerned(transaction, request));
        if (concerned.isEmpty()) {
            return Optional.of("There is no " + called(request.scope()) + " " + request.subject() + " here.");
        }
        Permission needed = aboutAnIssue(request) ? Permission.WRITE : Permission.ADMIN;
        return concerned.stream()
                .flatMap(repository -> obstacle(repository, request.login(), needed).stream())
                .findFirst();
    }

    private List<Repository> concerned(Transaction transaction, BudgetRequest request) {
        if (request.scope() == Scope.TENANT) {
            OptionalLong tenant = stores.budgets().find(transaction, Scope.TENANT, request.subject());
            return stores.repositories().all(transaction).stream()
                    .filter(repository -> tenant.isPresent() && repository.tenantId() == tenant.getAsLong())
                    .toList();
        }
        String slug = request.subject().replaceFirst("#.*", "");
        return stores.repositories().find(transaction, slug).stream().toList();
    }

    private Optional<String> obstacle(Repository repository, String login, Permission needed) {
        Optional<Forge> forge = Optional.ofNullable(forges.get(repository.forge()));
        if (forge.isEmpty()) {
            return Optional.of("This installation does not reach the code host '" + repository.forge() + "' of "
                    + repository.slug() + ".");
        }
        return forge.get().permission(repository.slug(), login).compareTo(needed) < 0
                ? Optional.of(login + " lacks the permission to "
                        + (needed == Permission.WRITE ? "write to " : "administer ") + repository.slug()
                        + ", which this takes.")
                : Optional.empty();
    }
}
