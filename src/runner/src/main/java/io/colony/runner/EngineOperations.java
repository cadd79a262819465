package io.colony.runner;

import io.colony.engine.CodeHosts;
import io.colony.engine.Colony;
import io.colony.engine.ColonyBuilder;
import io.colony.engine.Installation;
import io.colony.engine.command.BudgetRequest;
import io.colony.engine.command.DeadLetters;
import io.colony.engine.command.DispatchSwitch;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.config.HttpSettings;
import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.forge.local.LocalForge;
import io.colony.engine.intake.Intake;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.WorkflowMigration;
import io.colony.engine.recovery.BreakerKey;
import io.colony.engine.recovery.Leadership;
import io.colony.engine.stage.FileRepositoryPolicy;
import io.colony.engine.status.IssueFilter;
import io.colony.engine.status.IssuePage;
import io.colony.engine.status.IssueSummary;
import io.colony.engine.status.PageRequest;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.StateGroup;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.TaskEntry;
import io.colony.engine.status.TransitionEntry;
import io.colony.engine.status.TransitionFeed;
import io.colony.engine.status.Why;
import io.colony.engine.status.WorkerEntry;
import io.colony.runner.console.DispatchReport;
import io.colony.runner.console.LeaderLine;
import io.colony.web.ColonyServlet;
import io.colony.web.Site;
import io.colony.web.access.FormTokens;
import io.colony.web.act.Commands;
import io.colony.web.exchange.Reading;
import io.colony.web.layout.Surroundings;
import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The engine as the commands see it, over the local code host. */
final class EngineOperations implements Operations {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Wiring wiring;
    private final StatusQueries status;
    private final Standstill standstill;
    private final Intake intake;
    private Optional<Colony> colony = Optional.empty();

    /** The parts that a command works with. */
    record Wiring(
            Database database,
            CodeHosts hosts,
            ColonyBuilder builder,
            Reading reading,
            StoreAccess store,
            Login login) {}

    /** Who runs the program, and with which label issues are filed. */
    record Login(String user, String triggerLabel, HttpSettings http) {}

    EngineOperations(Wiring wiring) {
        this.wiring = wiring;
        this.status = wiring.reading().status();
        this.standstill = new Standstill(status);
        this.intake = wiring.builder().intake();
    }

    @Override
    public List<String> reconcile() {
        return wiring.builder().reconcileAfterRestore().stream()
                .map(finding -> finding.issue() + ": " + finding.what())
                .toList();
    }

    @Override
    public synchronized void start() {
        if (colony.isEmpty()) {
            // Before anything is taken in: what the store has forgotten must not begin anew.
            reconcile();
            wiring.hosts()
                    .local()
                    .ifPresent(local -> repositories().stream()
                            .filter(repository -> repository.forge().equals(LocalForge.NAME))
                            .forEach(repository -> letInWhatWasFiled(local, repository.slug())));
            Colony working = wiring.builder().build();
            colony = Optional.of(working);
            working.start();
        }
    }

    @Override
    public void importRepository(RepositoryImport wanted) {
        LocalForge local = requireLocal("Taking in a repository of this machine");
        local.takeIn(wanted.slug(), wanted.source(), wanted.baseBranch());
        Repository repository = intake.register(Installation.TENANT, LocalForge.NAME, wanted.slug());
        intake.set(repository, FileRepositoryPolicy.settings(wanted.gates()));
        letInWhatWasFiled(local, wanted.slug());
    }

    private LocalForge requireLocal(String what) {
        CodeHosts hosts = wiring.hosts();
        return hosts.local()
                .orElseThrow(() -> new RunnerException(
                        ExitCode.BAD_DATA,
                        what + " needs the embedded code host, and this program is configured for '"
                                + hosts.forge().name()
                                + "'. Leave the credential for it out of the configuration, or use another --config."));
    }

    @Override
    public Repository registerRepository(String slug) {
        return intake.register(Installation.TENANT, wiring.hosts().forge().name(), slug);
    }

    @Override
    public List<Repository> repositories() {
        return wiring.database().inTransaction(Repositories.postgres()::all);
    }

    /** A program that was killed may have filed an issue and not let it in; letting in twice changes nothing. */
    private void letInWhatWasFiled(LocalForge local, String slug) {
        local.openIssues(slug)
                .filter(issue -> issue.labels().contains(wiring.login().triggerLabel()))
                .forEach(issue -> intake.admit(issue.key(), Actor.operator(issue.author())));
    }

    @Override
    public Path bareRepository(String slug) {
        return wiring.hosts().root().resolve(slug + ".git");
    }

    @Override
    public String fileIssue(IssueToFile issue) {
        requireRepository(issue.slug());
        Forge forge = wiring.hosts().forge();
        intake.register(Installation.TENANT, forge.name(), issue.slug());
        IssueKey key = forge.createIssue(
                        issue.slug(),
                        issue.title(),
                        issue.body(),
                        wiring.login().user(),
                        List.of(wiring.login().triggerLabel()))
                .key();
        intake.admit(key, Actor.operator(wiring.login().user()));
        return key.toString();
    }

    private void requireRepository(String slug) {
        boolean missing = wiring.hosts()
                .local()
                .filter(local -> local.findRepository(slug).isEmpty())
                .isPresent();
        if (missing) {
            throw new RunnerException(
                    ExitCode.NOT_WELL,
                    "The local code host has no repository '" + slug
                            + "'. 'colony run --repo PATH' takes one in, and 'colony demo' a sample.");
        }
    }

    @Override
    public WorkflowMigration workflowMigration() {
        return wiring.builder().workflowMigration();
    }

    @Override
    public OperatorAnswer act(
            String key, OperatorAction action, Optional<String> head, String reason, Optional<String> argument) {
        return wiring.builder()
                .operatorActions()
                .carryOut(new OperatorCommand(
                        IssueKey.parse(key),
                        action,
                        wiring.login().user(),
                        head,
                        reason,
                        "cli",
                        UUID.randomUUID().toString(),
                        argument));
    }

    @Override
    public OperatorAnswer raiseBudget(BudgetRequest request) {
        return wiring.builder().budgetActions().raise(request);
    }

    @Override
    public OperatorAnswer resetBreaker(BreakerKey key, String reason) {
        return wiring.builder().breakerReset().reset(key, wiring.login().user(), reason);
    }

    @Override
    public DispatchSwitch dispatch() {
        return wiring.builder().dispatchSwitch();
    }

    @Override
    public Optional<String> heldBack() {
        return dispatch().standing().stop().map(DispatchReport::line);
    }

    @Override
    public OperatorAnswer acceptProtection(String slug, String reason) {
        return wiring.builder()
                .protectionAcceptance()
                .accept(slug, wiring.login().user(), reason);
    }

    @Override
    public List<IssueView> issues() {
        List<IssueView> all = new ArrayList<>();
        Optional<Long> before = Optional.empty();
        do {
            IssuePage page = status.issues(IssueFilter.ALL, new PageRequest(PageRequest.MOST, before));
            page.issues().forEach(issue -> all.add(view(issue)));
            before = page.next();
        } while (before.isPresent());
        Collections.reverse(all);
        return all;
    }

    @Override
    public Optional<IssueHistory> history(String key) {
        return status.issue(IssueKey.parse(key))
                .map(detail -> new IssueHistory(
                        view(detail.summary()),
                        detail.runs().stream().map(EngineOperations::view).toList(),
                        detail.transitions().stream()
                                .map(EngineOperations::view)
                                .toList(),
                        detail.merges()));
    }

    @Override
    public Optional<Explanation> why(String key) {
        return status.why(IssueKey.parse(key)).map(why -> explanation(key, why));
    }

    @Override
    public TransitionFollower follow(boolean fromNow) {
        TransitionFeed feed = new TransitionFeed(status, 0);
        TransitionFollower follower =
                () -> feed.poll().stream().map(EngineOperations::view).toList();
        if (fromNow) {
            while (!follower.poll().isEmpty()) {
                // What happened before now is not shown.
            }
        }
        return follower;
    }

    @Override
    public List<TaskView> openTasks() {
        return status.tasks().stream().map(EngineOperations::view).toList();
    }

    @Override
    public List<WorkerView> workers() {
        return status.workers().stream().map(EngineOperations::view).toList();
    }

    @Override
    public DeadLetters deadLetters() {
        return new DeadLetters(wiring.database(), wiring.builder().operatorActions(), Installation.TENANT);
    }

    @Override
    public long deadLetterCount() {
        return deadLetters().count();
    }

    @Override
    public Optional<String> leader() {
        return Optional.of(LeaderLine.of(
                wiring.database()
                        .inTransaction(transaction -> Leadership.postgres().leader(transaction, Leadership.SENTINEL)),
                wiring.store().clock().instant()));
    }

    @Override
    public StoreAccess store() {
        return wiring.store();
    }

    @Override
    public Servlet pages() {
        return new ColonyServlet(new Site(
                wiring.reading(),
                PagesDoor.hosts(wiring.login().http()),
                PagesDoor.access(wiring.login().http(), wiring.login().user()),
                new FormTokens(new SecureRandom()),
                commands(),
                Optional.of(wiring.builder().webhookEntrance()),
                Surroundings.alone()));
    }

    private Commands commands() {
        return Commands.of(new Commands.Doors(
                wiring.builder().operatorActions(),
                wiring.builder().possibleActions(),
                wiring.builder().budgetActions(),
                wiring.builder().breakerReset(),
                deadLetters(),
                dispatch(),
                wiring.builder().budgetActions()::ceiling));
    }

    @Override
    public synchronized void close() {
        try {
            colony.ifPresent(working -> working.drain(PATIENCE));
        } finally {
            wiring.database().close();
        }
    }

    private IssueView view(IssueSummary issue) {
        StateGroup group = StateGroup.of(issue.state());
        boolean settled = standstill.reached(issue);
        boolean waits = group == StateGroup.BLOCKED || group == StateGroup.AWAITING_PERSON;
        Optional<String> waitingFor = waits ? status.why(issue.key()).map(Why::sentence) : Optional.empty();
        return new IssueView(
                issue.key().toString(),
                issue.title(),
                issue.state().slug(),
                issue.path().stream().map(state -> state.slug()).toList(),
                Math.toIntExact(issue.attempts()),
                issue.cost(),
                issue.mergeSha(),
                waitingFor,
                settled);
    }

    /** What people would write on a code host, as they write it here. */
    private static String asCommand(String key, String line) {
        return line.replaceAll("/colony:approve ([0-9a-f]{40})", "'colony issue approve " + key + " --head $1'")
                .replaceAll(
                        "/colony:(retry|pause|resume|cancel|reimplement|accept-edit|reject-edit)",
                        "'colony issue $1 " + key + "'");
    }

    private static Explanation explanation(String key, Why why) {
        List<String> details = new ArrayList<>();
        details.add("waits for: " + why.waitsFor());
        details.add("since: " + why.since());
        why.tried().forEach(line -> details.add("tried: " + line));
        why.whoCanMove().forEach(line -> details.add("can move it: " + asCommand(key, line)));
        return new Explanation(why.sentence(), details);
    }

    private static TransitionView view(TransitionEntry entry) {
        return new TransitionView(
                entry.id(),
                entry.issue().toString(),
                entry.from().map(state -> state.slug()).orElse(""),
                entry.to().slug(),
                entry.outcome(),
                entry.actorKind() + ":" + entry.actorName(),
                entry.reason(),
                entry.at());
    }

    private static RunView view(RunEntry run) {
        return new RunView(
                run.id(),
                run.stage(),
                run.attempt(),
                run.outcome().or(run::failureClass).or(run::endKind).orElse("running"),
                run.backEnd(),
                run.model(),
                run.turns(),
                run.inputTokens() + run.cacheReadTokens() + run.cacheWriteTokens(),
                run.outputTokens(),
                run.cost(),
                run.estimated(),
                run.endKind());
    }

    private static TaskView view(TaskEntry task) {
        return new TaskView(
                task.id(),
                task.issue().toString(),
                task.executor(),
                task.state(),
                task.attempt(),
                task.worker(),
                task.claimedAt().orElse(task.createdAt()),
                task.waitsFor());
    }

    private static WorkerView view(WorkerEntry worker) {
        String state = worker.stoppedAt().isPresent() ? "stopped" : worker.live() ? "live" : "silent";
        return new WorkerView(
                worker.name(), state, worker.busyWith().stream().findFirst().map(IssueKey::toString), worker.seenAt());
    }
}
