package io.colony.runner.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.agent.AgentProbe;
import io.colony.engine.command.BudgetRequest;
import io.colony.engine.command.DeadLetters;
import io.colony.engine.command.DispatchSwitch;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.config.AgentSettings;
import io.colony.engine.config.ColonySettings;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.forge.Repository;
import io.colony.engine.gate.GateSelfTest;
import io.colony.engine.issue.WorkflowMigration;
import io.colony.engine.ledger.Usd;
import io.colony.engine.status.StoreUnavailableException;
import io.colony.runner.Explanation;
import io.colony.runner.IssueHistory;
import io.colony.runner.IssueToFile;
import io.colony.runner.IssueView;
import io.colony.runner.Operations;
import io.colony.runner.OperationsFactory;
import io.colony.runner.RepositoryImport;
import io.colony.runner.RunView;
import io.colony.runner.StoreAccess;
import io.colony.runner.TaskView;
import io.colony.runner.TransitionView;
import io.colony.runner.WorkerView;
import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An engine whose issues are merged as soon as it is started, or wait for a person where it is told so. */
final class RecordedOperations implements Operations, OperationsFactory {
    final List<RepositoryImport> imports = new ArrayList<>();
    final List<IssueToFile> filed = new ArrayList<>();
    final List<Repository> repositories = new ArrayList<>();
    final List<String> agents = new ArrayList<>();
    boolean merges = true;
    boolean broken;
    /** How often the store does not answer whoever follows. */
    int away;

    boolean closed;
    Path bare = Path.of("bare");

    private boolean started;

    @Override
    public Operations open(LoadedSettings settings, DatabaseSettings store) {
        if (broken) {
            throw new IllegalStateException("the engine is broken");
        }
        settings.settings()
                .agents()
                .byName()
                .values()
                .forEach(agent -> agents.add(agent.name() + " " + agent.command()));
        return this;
    }

    @Override
    public void check(LoadedSettings settings) {}

    @Override
    public AgentProbe probe(AgentSettings agent) {
        return agent.command().getFirst().equals("nowhere")
                ? AgentProbe.missing("no such program: " + agent.command())
                : AgentProbe.found("/usr/bin/" + agent.command().getFirst(), "1.2.3");
    }

    @Override
    public List<GateSelfTest.Check> gateSelfTest() {
        return List.of(
                new GateSelfTest.Check("a command that fails", "fail", "fail", true),
                new GateSelfTest.Check("a command that is not there", "could-not-run", "pass", false));
    }

    @Override
    public String codeHost(ColonySettings settings) {
        return "embedded";
    }

    @Override
    public String containment() {
        return "process group";
    }

    @Override
    public List<String> reconcile() {
        return List.of();
    }

    @Override
    public void start() {
        started = true;
    }

    @Override
    public void importRepository(RepositoryImport repository) {
        imports.add(repository);
    }

    @Override
    public Repository registerRepository(String slug) {
        Repository repository = new Repository(
                repositories.size() + 1,
                1,
                "local",
                slug,
                "main",
                "file:///forge/" + slug + ".git",
                JsonNodeFactory.instance.objectNode());
        repositories.add(repository);
        return repository;
    }

    @Override
    public List<Repository> repositories() {
        return List.copyOf(repositories);
    }

    @Override
    public Path bareRepository(String slug) {
        return bare;
    }

    @Override
    public String fileIssue(IssueToFile issue) {
        filed.add(issue);
        return key(filed.size() - 1);
    }

    @Override
    public OperatorAnswer act(
            String key, OperatorAction action, Optional<String> head, String reason, Optional<String> argument) {
        return new OperatorAnswer(
                merges,
                key + " " + action.outcome() + " " + head.orElse("-") + " " + reason
                        + argument.map(word -> " " + word).orElse(""));
    }

    @Override
    public WorkflowMigration workflowMigration() {
        throw new UnsupportedOperationException("no store is behind this");
    }

    @Override
    public OperatorAnswer raiseBudget(BudgetRequest request) {
        return new OperatorAnswer(
                true, "raised " + request.scope() + " of " + request.subject() + " to " + request.usd());
    }

    @Override
    public List<IssueView> issues() {
        List<IssueView> issues = new ArrayList<>();
        for (int i = 0; i < filed.size(); i++) {
            boolean merged = started && merges;
            issues.add(new IssueView(
                    key(i),
                    filed.get(i).title(),
                    state(),
                    List.of("new", state()),
                    3,
                    Usd.of("0.012345"),
                    merged ? Optional.of("0123456789abcdef0123456789abcdef01234567") : Optional.empty(),
                    merged ? Optional.empty() : Optional.of("waits for a person's decision"),
                    started));
        }
        return issues;
    }

    @Override
    public Optional<IssueHistory> history(String key) {
        return issue(key)
                .map(issue -> new IssueHistory(
                        issue,
                        List.of(run(1, "analyze", "planned", "0.002345"), run(2, "develop", "submitted", "0.01")),
                        transitions().stream()
                                .filter(each -> each.issue().equals(key))
                                .toList(),
                        List.of()));
    }

    private static RunView run(long id, String stage, String outcome, String cost) {
        return new RunView(
                id,
                stage,
                1,
                outcome,
                Optional.of("mine"),
                Optional.empty(),
                2,
                1000,
                50,
                Usd.of(cost),
                false,
                Optional.of("completed"));
    }

    private Optional<IssueView> issue(String key) {
        return issues().stream().filter(issue -> issue.key().equals(key)).findFirst();
    }

    @Override
    public Optional<Explanation> why(String key) {
        return issue(key).map(issue -> new Explanation("It waits.", List.of("since noon")));
    }

    @Override
    public TransitionFollower follow(boolean fromNow) {
        int[] given = {fromNow ? transitions().size() : 0};
        return () -> {
            if (away > 0) {
                away--;
                throw new StoreUnavailableException("The store is away.", new IllegalStateException("no connection"));
            }
            List<TransitionView> all = transitions();
            List<TransitionView> news = all.subList(given[0], all.size());
            given[0] = all.size();
            return news;
        };
    }

    private List<TransitionView> transitions() {
        List<TransitionView> all = new ArrayList<>();
        for (int i = 0; started && i < filed.size(); i++) {
            all.add(new TransitionView(
                    i + 1,
                    key(i),
                    "new",
                    state(),
                    "merged",
                    "worker:w1",
                    "all well",
                    Instant.parse("2026-01-01T10:11:12Z")));
        }
        return all;
    }

    @Override
    public List<TaskView> openTasks() {
        return List.of(
                new TaskView(7, "a/b#1", "develop", "claimed", 2, Optional.of("w1"), Instant.EPOCH, Optional.empty()));
    }

    @Override
    public List<WorkerView> workers() {
        return List.of(new WorkerView("w1", "busy", Optional.of("a/b#1"), Instant.EPOCH));
    }

    @Override
    public DeadLetters deadLetters() {
        throw new UnsupportedOperationException("these operations have no store");
    }

    @Override
    public long deadLetterCount() {
        return 1;
    }

    @Override
    public OperatorAnswer resetBreaker(io.colony.engine.recovery.BreakerKey key, String reason) {
        return new OperatorAnswer(!reason.isBlank(), "reset " + key + ": " + reason);
    }

    @Override
    public DispatchSwitch dispatch() {
        throw new UnsupportedOperationException("tested with a real store");
    }

    @Override
    public Optional<String> heldBack() {
        return Optional.empty();
    }

    @Override
    public OperatorAnswer acceptProtection(String slug, String reason) {
        return new OperatorAnswer(!reason.isBlank(), "accepted " + slug + ": " + reason);
    }

    @Override
    public java.util.Optional<String> leader() {
        return java.util.Optional.of("colony-1/sentinel (3) leads the Sentinel since 2026-01-05T12:00:00Z.");
    }

    @Override
    public StoreAccess store() {
        throw new UnsupportedOperationException("these operations have no store");
    }

    @Override
    public Servlet pages() {
        return new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getWriter().print("the pages");
            }
        };
    }

    @Override
    public void close() {
        closed = true;
    }

    private String key(int index) {
        return filed.get(index).slug() + "#" + (index + 1);
    }

    private String state() {
        if (!started) {
            return "new";
        }
        return merges ? "done" : "human-review-ready";
    }
}
