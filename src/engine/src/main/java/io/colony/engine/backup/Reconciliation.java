package io.colony.engine.backup;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Intents;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.forge.SideEffects;
import io.colony.engine.intake.Intake;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.IssueTransitions;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.issue.TransitionResult;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.log.Log;
import io.colony.engine.stage.BranchName;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;

/**
 * After a restore the store remembers less than happened. Before anything is dispatched this reads the code host for every
 * issue that is not at its end and every open intent: what was merged or closed is recorded; where work was begun that the
 * store knows nothing of (a branch of ours without a pull request, an issue taken in later), the issue is paused, and a
 * person decides. So a restored store opens no second pull request and merges nothing twice.
 *
 * <p>A comparison that fails (the code host is away) is done again by the next start; until then nothing starts. Where two
 * processes start, one compares and the other waits.
 */
public final class Reconciliation {
    private static final Logger LOG = Log.of(Reconciliation.class);
    private static final Actor ACTOR = Actor.sentinel("restore");

    private final Database database;
    private final InstantSource clock;
    private final Map<String, Forge> forges;
    private final Stores stores;
    private final RestoredStore restored = RestoredStore.postgres();
    private final List<Finding> findings = new ArrayList<>();

    /** What is read and changed. */
    public record Stores(
            Repositories repositories,
            IssueStore issues,
            IssueTransitions transitions,
            WorkflowCatalog workflows,
            Intents intents,
            AuditLog audit,
            Intake intake) {}

    /**
     * What differed.
     *
     * @param what was found and done, in a sentence
     */
    public record Finding(IssueKey issue, String what) {}

    public Reconciliation(Database database, InstantSource clock, Map<String, Forge> forges, Stores stores) {
        this.database = database;
        this.clock = clock;
        this.forges = Map.copyOf(forges);
        this.stores = stores;
    }

    /**
     * Compares where the store was restored and not compared yet; else does nothing.
     *
     * @throws io.colony.engine.forge.ForgeException when a code host cannot be read; what was recorded until then stays
     */
    public List<Finding> runIfDue() {
        if (!database.<Boolean>inTransaction(restored::due)) {
            return List.of();
        }
        return database.inTransaction(lock -> {
            if (!restored.lockDue(lock)) {
                return List.of();
            }
            findings.clear();
            List<Repository> repositories = database.inTransaction(stores.repositories()::all);
            repositories.forEach(this::compare);
            database.useTransaction(transaction -> repositories.stream()
                    .map(Repository::tenantId)
                    .distinct()
                    .forEach(tenant -> stores.audit()
                            .append(
                                    transaction,
                                    tenant,
                                    clock.instant(),
                                    ACTOR.toString(),
                                    "store-reconciled",
                                    "store",
                                    Json.object()
                                            .put("repositories", repositories.size())
                                            .put("findings", findings.size()))));
            restored.reconciled(lock, clock.instant());
            findings.forEach(finding -> LOG.warn("After the restore: {}: {}", finding.issue(), finding.what()));
            return List.copyOf(findings);
        });
    }

    private void compare(Repository repository) {
        Forge forge = forges.get(repository.forge());
        if (forge == null) {
            throw new BackupException(
                    "Repository " + repository.slug() + " is on the code host '" + repository.forge()
                            + "', which is not configured; nothing may start before it was read after the restore. Configure it.");
        }
        Map<Long, List<String>> branches = forge.branches(repository.slug(), BranchName.PREFIX).stream()
                .collect(Collectors.groupingBy(Reconciliation::number));
        SideEffects sideEffects = new SideEffects(database, stores.intents(), forge, (task, epoch) -> false, clock);
        Map<IssueKey, Issue> known = new HashMap<>();
        for (long id : database.inTransaction(transaction -> restored.issues(transaction, repository.id()))) {
            Issue issue = get(id);
            known.put(issue.key(), issue);
            if (!ended(issue)) {
                sideEffects.recover(id);
                compare(forge, issue, branches.getOrDefault(issue.key().number(), List.of()));
            }
        }
        forge.openIssues(repository.slug())
                .map(ForgeIssue::key)
                .filter(key -> !known.containsKey(key) && branches.containsKey(key.number()))
                .forEach(this::holdUnknown);
    }

    /** An issue that the store has forgotten, with a branch of ours: it would be worked on a second time. */
    private void holdUnknown(IssueKey key) {
        Issue issue = stores.intake().admit(key, ACTOR);
        pause(
                issue,
                "It was taken in after the backup and there is a branch of ours for it, of which the restored store knows"
                        + " nothing. Look at it on the code host: resume to have the issue worked on anew, or cancel it.");
    }

    private void compare(Forge forge, Issue issue, List<String> branches) {
        String slug = issue.key().repository();
        List<String> ours = IntStream.rangeClosed(1, issue.generation())
                .mapToObj(generation -> BranchName.of(issue, generation))
                .toList();
        Optional<String> later = branches.stream()
                .filter(branch -> !ours.contains(branch) && !branch.equals(BranchName.of(issue)))
                .findFirst();
        Optional<PullRequest> pullRequest = later.<Optional<PullRequest>>map(
                        branch -> forge.findPullRequest(slug, branch))
                .orElseGet(() -> issue.pullRequest()
                        .map(number -> forge.pullRequest(slug, number))
                        .or(() -> forge.findPullRequest(slug, BranchName.of(issue))));
        if (pullRequest.isPresent()) {
            compare(forge, issue, pullRequest.get(), later.isPresent());
        } else if (!forge.issue(issue.key()).open()) {
            event(issue, Outcomes.ISSUE_CLOSED, "The issue was closed on the code host after the backup.");
        } else if (later.isPresent() || unknownTip(forge, issue)) {
            pause(
                    issue,
                    "There is work on branch " + later.orElseGet(() -> BranchName.of(issue))
                            + " of which the restored store knows nothing, and no pull request. Look at it on the code"
                            + " host, then resume or cancel the issue.");
        }
    }

    private void compare(Forge forge, Issue issue, PullRequest found, boolean later) {
        String name = "Pull request " + found.number();
        switch (found.state()) {
            case MERGED -> {
                database.useTransaction(transaction -> {
                    stores.issues().recordPullRequest(transaction, issue.id(), found.number());
                    stores.issues()
                            .recordMerge(
                                    transaction, issue.id(), found.mergeSha().orElse(found.headSha()));
                });
                event(issue, Outcomes.MERGED_BY_PERSON, name + " was merged on the code host after the backup.");
            }
            case CLOSED, OPEN -> {
                if (!forge.issue(issue.key()).open()) {
                    event(issue, Outcomes.ISSUE_CLOSED, "The issue was closed on the code host after the backup.");
                } else if (later) {
                    pause(
                            issue,
                            name
                                    + " is of a later start of which the restored store knows nothing. Look at it on the code"
                                    + " host, then resume or cancel the issue.");
                } else {
                    sameStart(issue, found, name);
                }
            }
        }
    }

    /** The stages read the head themselves; what they need is the pull request that they must not open again. */
    private void sameStart(Issue issue, PullRequest found, String name) {
        if (found.state() == PullRequest.State.CLOSED) {
            if (!issue.state().equals(IssueState.HUMAN_REVIEW_READY)) {
                event(issue, Outcomes.PR_CLOSED, name + " was closed on the code host after the backup.");
            }
            return;
        }
        if (issue.pullRequest().isEmpty()) {
            database.useTransaction(
                    transaction -> stores.issues().recordPullRequest(transaction, issue.id(), found.number()));
            findings.add(
                    new Finding(issue.key(), name + " was opened after the backup; it is used, and none is opened."));
        } else if (!issue.headSha().equals(Optional.of(found.headSha()))) {
            findings.add(new Finding(
                    issue.key(), name + " has the head " + found.headSha() + " by now; the next stage takes it up."));
        }
    }

    private boolean unknownTip(Forge forge, Issue issue) {
        Optional<String> tip = forge.tip(issue.key().repository(), BranchName.of(issue));
        return tip.isPresent()
                && !tip.equals(issue.headSha())
                && !database.inTransaction(transaction -> restored.pushed(transaction, issue))
                        .contains(tip.get());
    }

    private void pause(Issue issue, String reason) {
        if (!get(issue.id()).state().equals(IssueState.PAUSED)) {
            event(issue, Outcomes.PAUSE, reason);
        }
    }

    private void event(Issue issue, String event, String reason) {
        TransitionResult result = database.inTransaction(transaction -> stores.transitions()
                .apply(
                        transaction,
                        TransitionRequest.event(stores.issues().lock(transaction, issue.id()), event, ACTOR, reason)));
        switch (result) {
            case TransitionResult.Applied applied ->
                findings.add(new Finding(
                        issue.key(), reason + " Now: " + applied.issue().state() + "."));
            case TransitionResult.Refused refused ->
                throw new BackupException(issue.key() + " cannot be brought up to date after the restore: its workflow"
                        + " does not route '" + event + "' (" + refused.reason() + "). Nothing starts before that is"
                        + " settled: " + reason);
            case TransitionResult.Stale stale ->
                throw new BackupException(issue.key() + " changed while it was compared with the code host after the"
                        + " restore. End every other Colony on this store, and start again.");
        }
    }

    private boolean ended(Issue issue) {
        return database.<Boolean>inTransaction(transaction -> stores.workflows()
                        .get(transaction, issue.workflowId(), issue.workflowVersion())
                        .state(issue.state())
                        .type()
                == Workflow.Type.TERMINAL);
    }

    private Issue get(long id) {
        return database.inTransaction(transaction -> stores.issues().get(transaction, id));
    }

    /** The issue that a branch of ours belongs to; 0 for one that somebody else named like ours. */
    private static long number(String branch) {
        String rest = branch.substring(BranchName.PREFIX.length());
        String digits = rest.contains("-") ? rest.substring(0, rest.indexOf('-')) : "";
        return digits.matches("[1-9][0-9]{0,17}") ? Long.parseLong(digits) : 0;
    }
}
