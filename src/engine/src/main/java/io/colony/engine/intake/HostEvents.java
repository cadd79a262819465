package io.colony.engine.intake;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.Deed;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.intake.HostDecision.Ignored;
import io.colony.engine.intake.HostDecision.Moved;
import io.colony.engine.intake.HostDecision.Noted;
import io.colony.engine.intake.HostDecision.Refused;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.BranchPushes;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueEdits;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.TextWriters;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.projection.Outbox;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.Route;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * What happened on the code host and was not our doing: webhooks and polls bring it here, and here it is decided what it
 * means. Each fact is decided against the issue as it is at that moment, so that the same one twice, or one that comes
 * late, changes nothing. No method may be called within a transaction. Safe for use by many threads and processes.
 */
public final class HostEvents {
    private final Database database;
    private final Map<String, Forge> forges;
    private final Stores stores;
    private final InstantSource clock;
    private final EditEvents edits;
    private final OwnActs own;
    private final BranchPushes pushes = BranchPushes.postgres();
    private final AuditLog audit;
    private final HostThreads threads = HostThreads.postgres();

    /** The stores that facts are held against and written to. */
    public record Stores(
            Repositories repositories,
            WorkflowCatalog workflows,
            IssueStore issues,
            IssueTransitions transitions,
            IssueEdits edits,
            TaskQueue queue,
            Intents intents,
            Outbox outbox) {}

    public HostEvents(Database database, InstantSource clock, Map<String, Forge> forges, Stores stores) {
        this.database = database;
        this.forges = Map.copyOf(forges);
        this.stores = stores;
        this.clock = clock;
        this.audit = AuditLog.postgres(database);
        this.edits = new EditEvents(clock, stores);
        this.own = new OwnActs(stores.intents());
    }

    /** A pull request was merged, closed, or has this head. */
    public HostDecision pullRequest(IssueKey key, PullRequestFact fact) {
        return onIssue(key, (transaction, issue) -> {
            if (!issue.pullRequest().equals(Optional.of(fact.number()))) {
                return new Ignored("pull request " + fact.number() + " is not the one of " + key + " now");
            }
            return switch (fact.state()) {
                case MERGED -> merged(transaction, issue, fact);
                case CLOSED ->
                    event(
                            transaction,
                            issue,
                            Outcomes.PR_CLOSED,
                            fact.login(),
                            issue.isPullRequest()
                                    ? "Pull request " + fact.number() + " was closed by " + fact.login() + "."
                                    : "Pull request " + fact.number() + " was closed; open it again, start over with"
                                            + " /colony:reimplement, or cancel the issue.");
                case OPEN ->
                    openedAgain(transaction, issue, fact)
                            .orElseGet(() -> head(transaction, issue, fact.headSha(), fact.login()));
            };
        });
    }

    /**
     * Somebody pushed to our branch.
     *
     * @param pushed what they put there; empty where that is not told
     * @param headSha what it points at now, which may be another's push by then
     */
    public HostDecision headMoved(IssueKey key, Optional<String> pushed, String headSha, String login) {
        return onIssue(key, (transaction, issue) -> {
            pushed.ifPresent(sha -> foreign(transaction, issue, sha, login));
            return head(transaction, issue, headSha, login);
        });
    }

    /**
     * On record whatever the issue's state, and before a stage takes it in: nobody approves what they pushed. Whoever may
     * write can have a program push for them, so a program's login says nothing about who it was.
     */
    private void foreign(Transaction transaction, Issue issue, String sha, String login) {
        if (!issue.isPullRequest() && !own.pushed(transaction, issue, sha)) {
            String who = TextWriters.isProgram(login) ? BranchPushes.SOMEBODY : login;
            pushes.note(transaction, issue, sha, who, clock.instant());
        }
    }

    /**
     * The pull request leads to another branch than the one that its change was judged against: nothing is merged until a
     * person has said what is meant.
     */
    public HostDecision baseChanged(IssueKey key, PullRequestFact fact, String base) {
        return onIssue(key, (transaction, issue) -> {
            if (!issue.pullRequest().equals(Optional.of(fact.number()))
                    || issue.baseBranch().equals(base)) {
                return new Ignored("the base of pull request " + fact.number() + " is " + base + ", as it should be");
            }
            return event(
                    transaction,
                    issue,
                    Outcomes.FAILURE,
                    fact.login(),
                    "The base of pull request " + fact.number() + " was changed from " + issue.baseBranch() + " to "
                            + base + " by " + fact.login() + ". Change it back on the code host, then /colony:retry"
                            + (issue.isPullRequest() ? "." : "; or start over with /colony:reimplement."));
        });
    }

    /** Our branch is there no more; the caller has looked. Nothing of it is made again without a person. */
    public HostDecision branchGone(IssueKey key, String branch, String login) {
        Optional<PullRequest> pullRequest = pullRequestOf(key);
        return onIssue(key, (transaction, issue) -> {
            if (!issue.branch().equals(Optional.of(branch))) {
                return new Ignored(branch + " is not the branch of " + key + " now");
            }
            if (pullRequest.isEmpty()) {
                return noted(transaction, issue, login, "branch-deleted", "branch " + branch + " was deleted");
            }
            return switch (pullRequest.get().state()) {
                case MERGED -> merged(transaction, issue, PullRequestFact.of(pullRequest.get()));
                case OPEN, CLOSED ->
                    event(
                            transaction,
                            issue,
                            Outcomes.PR_CLOSED,
                            login,
                            "The branch " + branch + " of pull request "
                                    + pullRequest.get().number() + " was deleted by " + login
                                    + ". Restore it on the code host and open the pull request again, start over with"
                                    + " /colony:reimplement, or cancel the issue.");
            };
        });
    }

    /** The issue is there no more: it was deleted, or taken to another repository. The caller has looked. */
    public HostDecision gone(IssueKey key, String login) {
        return onIssue(
                key,
                (transaction, issue) -> event(
                        transaction,
                        issue,
                        Outcomes.ISSUE_CLOSED,
                        login,
                        "The issue is gone from " + key.repository() + ": it was deleted there or transferred, by "
                                + login + "."));
    }

    /**
     * The issue was closed. Its pull request is read again: a merge that closes its issue is told in any order.
     */
    public HostDecision issueClosed(IssueKey key, String login) {
        Optional<PullRequest> pullRequest = pullRequestOf(key);
        return onIssue(key, (transaction, issue) -> {
            Optional<PullRequest> current =
                    pullRequest.filter(read -> issue.pullRequest().equals(Optional.of(read.number())));
            if (current.isPresent() && current.get().state() == PullRequest.State.MERGED) {
                return merged(transaction, issue, PullRequestFact.of(current.get()));
            }
            return event(transaction, issue, Outcomes.ISSUE_CLOSED, login, "The issue was closed by " + login + ".");
        });
    }

    /** The issue was opened again, which starts its work over where somebody with write permission did it. */
    public HostDecision reopened(IssueKey key, String login) {
        Optional<Site> site = site(key);
        if (site.isEmpty()) {
            return unknown(key);
        }
        if (!site.get().mayWrite(login)) {
            return new Refused(login + " may not write to " + key.repository() + ", so " + key + " stays closed here.");
        }
        Forge.ForgeIssue stated = site.get().forge().issue(key);
        Optional<Deed> unread = site.get()
                .forge()
                .reopened(key)
                .flatMap(again -> site.get().unread().since(stated, new Deed(again.login(), again.at())));
        return onIssue(key, (transaction, issue) -> {
            HostDecision decision =
                    event(transaction, issue, Outcomes.REOPENED, login, "The issue was opened again by " + login + ".");
            if (decision instanceof Moved) {
                retake(transaction, issue, stated, unread.isPresent() ? Optional.empty() : Optional.of(login));
            }
            return decision;
        });
    }

    /** @param by who has read the text as it is; empty where it was changed since */
    private void retake(Transaction transaction, Issue issue, Forge.ForgeIssue stated, Optional<String> by) {
        EditEvents.Text text = new EditEvents.Text(stated.title(), stated.body(), by.orElse(PullRequestFact.SOMEBODY));
        if (by.isPresent()) {
            edits.retake(transaction, issue, text);
        } else {
            edits.edited(transaction, issue, text, false, UnreadEdits.Read.NOTHING);
        }
    }

    /**
     * The issue's text was edited; it is read again. Agents see the new one once a person with write permission accepts it.
     *
     * @param login who did it; empty where the code host does not say
     */
    public HostDecision edited(IssueKey key, Optional<String> login) {
        Optional<Site> site = site(key);
        if (site.isEmpty()) {
            return unknown(key);
        }
        Forge.ForgeIssue stated = site.get().forge().issue(key);
        // Read before it is asked who had the last word: what is changed after that is another edit.
        boolean byWriter = login.filter(site.get()::mayWrite).isPresent();
        UnreadEdits.Read read =
                byWriter && awaitsAnswer(key) ? site.get().unread().read(key) : UnreadEdits.Read.NOTHING;
        return onIssue(
                key,
                (transaction, issue) -> edits.edited(
                        transaction,
                        issue,
                        new EditEvents.Text(stated.title(), stated.body(), login.orElse(PullRequestFact.SOMEBODY)),
                        byWriter,
                        read));
    }

    private boolean awaitsAnswer(IssueKey key) {
        return database.<Boolean>inTransaction(transaction -> stores.issues()
                .find(transaction, key)
                .filter(issue -> edits.awaitsAnswer(transaction, issue))
                .isPresent());
    }

    /**
     * Somebody commented while the issue waits for an answer.
     *
     * @param text the comment as the code host gave it
     */
    public HostDecision replied(IssueKey key, String login, String text) {
        Optional<Site> site = site(key);
        if (site.isEmpty()) {
            return unknown(key);
        }
        boolean accepted = site.get().mayWrite(login);
        return onIssue(key, (transaction, issue) -> edits.replied(transaction, issue, login, text, accepted));
    }

    /** The same for a comment that is looked at once, whoever tells of it how often. */
    public HostDecision replied(IssueKey key, long commentId, String login, String text) {
        Optional<Site> site = site(key);
        if (site.isEmpty()) {
            return unknown(key);
        }
        boolean accepted = site.get().mayWrite(login);
        return onIssue(key, (transaction, issue) -> {
            boolean awaited = edits.awaitsAnswer(transaction, issue);
            HostThreads.Look look = new HostThreads.Look(
                    issue.id(), commentId, login, awaited ? HostThreads.Kind.ANSWER : HostThreads.Kind.NOTHING, false);
            return threads.look(transaction, look, clock.instant())
                    ? edits.replied(transaction, issue, login, text, accepted)
                    : new Ignored("comment " + commentId + " is known");
        });
    }

    /** Where an issue's repository lives. */
    private record Site(Forge forge, Repository repository) {
        boolean mayWrite(String login) {
            return forge.permission(repository.slug(), login).compareTo(Permission.WRITE) >= 0;
        }

        UnreadEdits unread() {
            return new UnreadEdits(new HostSite(forge, repository));
        }
    }

    private Optional<Site> site(IssueKey key) {
        return database.inTransaction(transaction -> stores.repositories().find(transaction, key.repository()))
                .flatMap(repository ->
                        Optional.ofNullable(forges.get(repository.forge())).map(forge -> new Site(forge, repository)));
    }

    private Optional<PullRequest> pullRequestOf(IssueKey key) {
        Optional<Long> number = database.inTransaction(
                        transaction -> stores.issues().find(transaction, key))
                .flatMap(Issue::pullRequest);
        return number.flatMap(known ->
                site(key).map(site -> site.forge().pullRequest(site.repository().slug(), known)));
    }

    private interface Decider {
        HostDecision decide(Transaction transaction, Issue issue);
    }

    private HostDecision onIssue(IssueKey key, Decider decider) {
        return database.inTransaction(transaction -> {
            Optional<Issue> found = stores.issues().find(transaction, key);
            return found.isEmpty()
                    ? unknown(key)
                    : decider.decide(
                            transaction,
                            stores.issues().lock(transaction, found.get().id()));
        });
    }

    private static HostDecision unknown(IssueKey key) {
        return new Ignored(key + " is not known here");
    }

    private HostDecision merged(Transaction transaction, Issue issue, PullRequestFact fact) {
        boolean ours = own.merged(transaction, issue, fact.number());
        Optional<Task> task = stores.queue().open(transaction, issue.id());
        if (ours && task.filter(open -> open.executor().equals("merge")).isPresent()) {
            return new Ignored("our own merge; the Marshal's task records it");
        }
        String sha = fact.mergeSha().orElse(fact.headSha());
        HostDecision decision = event(
                transaction,
                issue,
                Outcomes.MERGED_BY_PERSON,
                fact.login(),
                ours
                        ? "Our own merge of pull request " + fact.number() + " as " + sha + " went through."
                        : "Pull request " + fact.number() + " was merged on the code host as " + sha + ".");
        if (decision instanceof Moved) {
            stores.issues().recordMerge(transaction, issue.id(), sha);
        }
        return decision;
    }

    /** Of a pull request whose closing had stopped the work: it goes on where it was. */
    private Optional<HostDecision> openedAgain(Transaction transaction, Issue issue, PullRequestFact fact) {
        boolean waits = stores.issues()
                .arrivedBy(transaction, issue.id())
                .filter(Outcomes.PR_CLOSED::equals)
                .isPresent();
        return waits
                ? Optional.of(event(
                        transaction,
                        issue,
                        Outcomes.RETRY,
                        fact.login(),
                        "Pull request " + fact.number() + " was opened again by " + fact.login() + "."))
                : Optional.empty();
    }

    /** What changes no state is on record all the same. */
    private HostDecision noted(Transaction transaction, Issue issue, String login, String action, String what) {
        audit.append(
                transaction,
                issue.tenantId(),
                clock.instant(),
                Actor.forge(login).toString(),
                action,
                issue.key().toString(),
                Json.object().put("what", what));
        return new Noted(what);
    }

    private HostDecision head(Transaction transaction, Issue issue, String headSha, String login) {
        // Whoever an event is of has not always pushed: that, only an event of the push says.
        foreign(transaction, issue, headSha, BranchPushes.SOMEBODY);
        boolean ours = issue.headSha().equals(Optional.of(headSha)) || own.pushed(transaction, issue, headSha);
        if (ours || !stores.issues().recordHostHead(transaction, issue.id(), headSha)) {
            return new Ignored(headSha + (ours ? " is our own push" : " is known"));
        }
        return event(
                transaction,
                issue,
                Outcomes.HEAD_MOVED,
                login,
                "The branch points at " + headSha + " now, by " + login + "; it needs a review.");
    }

    /** Where the workflow has no such route it is of no consequence; where it leads to where the issue waits, nothing new. */
    private HostDecision event(Transaction transaction, Issue issue, String event, String login, String reason) {
        Workflow workflow = stores.workflows().get(transaction, issue.workflowId(), issue.workflowVersion());
        Optional<Route> route = workflow.route(issue.state(), event).or(() -> workflow.action(issue.state(), event));
        if (route.isEmpty()) {
            return new Ignored("'" + event + "' is of no consequence in " + issue.state());
        }
        boolean waitsThere = route.get().equals(new Route.To(issue.state()))
                && workflow.state(issue.state()).executor().isEmpty();
        if (waitsThere) {
            return new Ignored(issue.key() + " is " + issue.state() + " already");
        }
        IssueState from = issue.state();
        return switch (stores.transitions()
                .apply(transaction, TransitionRequest.event(issue, event, Actor.forge(login), reason))) {
            case TransitionResult.Applied applied ->
                new Moved(from, applied.issue().state());
            case TransitionResult.Refused refused -> new Refused(refused.reason());
            case TransitionResult.Stale stale ->
                new Refused(issue.key() + " moved to " + stale.currentState() + " meanwhile.");
        };
    }
}
