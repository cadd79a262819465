package io.colony.engine.command;

import io.colony.engine.database.Database;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.Repository;
import io.colony.engine.intake.IssueRegistration;
import io.colony.engine.intake.ReviewRegistration;
import io.colony.engine.intake.ReviewRegistration.Stated;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.workflow.IssueState;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lets in pull requests that people wrote, when somebody who may asks for their review. */
final class ReviewRequests {
    private final Database database;
    private final InstantSource clock;
    private final OperatorActions.Stores stores;
    private final ReviewRegistration registration;

    ReviewRequests(Database database, InstantSource clock, OperatorActions.Stores stores) {
        this.database = database;
        this.clock = clock;
        this.stores = stores;
        this.registration = new ReviewRegistration(
                clock, new IssueRegistration.Stores(stores.issues(), stores.transitions(), stores.workflows()));
    }

    /** What the code host says, read before any transaction. */
    sealed interface Preparation {
        /** Nothing to prepare: the command is not about a pull request of a person's. */
        record None() implements Preparation {}

        record Refused(String reason) implements Preparation {}

        record Ready(Stated stated) implements Preparation {}
    }

    /** @throws ForgeException when the code host does not answer */
    Preparation prepare(Forge forge, Repository repository, OperatorCommand command) {
        if (command.action() != OperatorAction.REVIEW) {
            return new Preparation.None();
        }
        IssueKey key = new IssueKey(repository.slug(), command.issue().number());
        Optional<Issue> known =
                database.inTransaction(transaction -> stores.issues().find(transaction, key));
        if (known.isPresent() && !known.get().isPullRequest()) {
            return new Preparation.None();
        }
        return ours(repository, key)
                .<Preparation>map(Preparation.Refused::new)
                .orElseGet(() -> read(forge, key, known));
    }

    private Optional<String> ours(Repository repository, IssueKey key) {
        return database
                .inTransaction(transaction ->
                        stores.issues().withPullRequests(transaction, repository.id(), List.of(key.number())))
                .stream()
                .filter(issue -> !issue.isPullRequest())
                .map(issue -> "Pull request " + key.number() + " is Colony's own, of " + issue.key()
                        + ": its review is part of that.")
                .findFirst();
    }

    private static Preparation read(Forge forge, IssueKey key, Optional<Issue> known) {
        PullRequest pullRequest;
        try {
            pullRequest = forge.pullRequest(key.repository(), key.number());
        } catch (ForgeException failure) {
            if (failure.worthRetrying()) {
                throw failure;
            }
            return new Preparation.Refused("There is no pull request " + key.number() + " in " + key.repository()
                    + " that could be reviewed: " + failure.getMessage());
        }
        if (pullRequest.state() != PullRequest.State.OPEN) {
            return new Preparation.Refused("Pull request " + key.number() + " is "
                    + pullRequest.state().name().toLowerCase(Locale.ROOT) + "; only an open one is reviewed.");
        }
        Optional<String> elsewhere = known.map(Issue::baseBranch).filter(base -> !base.equals(pullRequest.base()));
        return elsewhere.isPresent()
                ? new Preparation.Refused("Pull request " + key.number() + " leads to " + pullRequest.base()
                        + " now, and its review began against " + elsewhere.get()
                        + ". Change its base back, or open another pull request.")
                : new Preparation.Ready(stated(forge, key, pullRequest));
    }

    private static Stated stated(Forge forge, IssueKey key, PullRequest pullRequest) {
        String body = forge.pullRequestBody(key.repository(), key.number());
        long newest = forge.newestComment(key);
        return new Stated(
                new ForgeIssue(key, pullRequest.title(), body, pullRequest.author(), true, List.of()),
                pullRequest,
                newest);
    }

    /** A pull request to be reviewed, as the code host stated it a moment ago. */
    record Request(Repository repository, Stated stated) {}

    /** Lets one in that is not known yet. */
    OperatorAnswer begin(Transaction transaction, Request request, OperatorCommand command) {
        // Two requests may come at the same moment.
        stores.repositories().lock(transaction, request.repository().id());
        IssueKey key = request.stated().text().key();
        Optional<Issue> meanwhile = stores.issues().find(transaction, key);
        if (meanwhile.isPresent()) {
            return new OperatorAnswer(false, key + " was asked for at the same moment; it is being reviewed.");
        }
        Issue issue = registration.register(
                transaction, request.repository(), request.stated(), Actor.operator(command.login()));
        OperatorAnswer answer = new OperatorAnswer(
                true,
                "Pull request " + key + " is " + issue.state() + " now, at "
                        + request.stated().pullRequest().headSha() + ".");
        return stores.log().add(transaction, issue, command.entry(), answer, clock.instant());
    }

    /**
     * Before a known one is reviewed again: its text as it is now. One that had been closed goes to review by this; empty
     * where the workflow decides as of any command.
     */
    Optional<OperatorAnswer> again(Transaction transaction, Issue issue, Request request, OperatorCommand command) {
        Actor by = Actor.operator(command.login());
        if (issue.state().equals(IssueState.CANCELLED)) {
            Issue open = registration.again(transaction, issue, request.stated(), by);
            return Optional.of(new OperatorAnswer(
                    true, issue.key() + " is " + open.state() + " now (was " + issue.state() + ")."));
        }
        registration.refresh(transaction, issue, request.stated(), by);
        return Optional.empty();
    }
}
