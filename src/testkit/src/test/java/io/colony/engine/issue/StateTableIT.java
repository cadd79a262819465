package io.colony.engine.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.TransitionResult.Applied;
import io.colony.engine.issue.TransitionResult.Refused;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskQueue.NewTask;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflows;
import io.colony.testkit.StoreFixture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every state with every name that the workflow knows, on a real store: what {@code state-table.txt} lists leads there, and
 * all the rest is refused, counted, logged once and changes nothing.
 */
class StateTableIT {
    private static final Workflow WORKFLOW = Workflows.colonyDefault();

    /** What the issue was in before: where resuming and retrying lead back to. */
    private static final IssueState BEFORE = IssueState.IN_REVIEW;

    @SuppressWarnings("NullAway.Init")
    private static StoreFixture store;

    @BeforeAll
    static void open() {
        store = new StoreFixture();
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @TestFactory
    Stream<DynamicTest> everyPair() throws IOException {
        Map<String, String> table = table();
        Set<String> names = Stream.of(
                        WORKFLOW.states().values().stream().flatMap(state -> state.on().keySet().stream()),
                        WORKFLOW.operatorActions().keySet().stream(),
                        Stream.of("registered", "migrated", "state", "noop", "error"))
                .flatMap(each -> each)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> pairs = WORKFLOW.states().keySet().stream()
                .flatMap(state -> names.stream().map(name -> state + " " + name))
                .collect(Collectors.toSet());
        assertThat(pairs).as("the table names states and events that there are").containsAll(table.keySet());
        return pairs.stream()
                .sorted()
                .map(pair -> DynamicTest.dynamicTest(
                        pair + " -> " + table.getOrDefault(pair, "refused"),
                        () -> check(pair.split(" "), Optional.ofNullable(table.get(pair)))));
    }

    private static Map<String, String> table() throws IOException {
        try (InputStream stream = StateTableIT.class.getResourceAsStream("state-table.txt")) {
            Map<String, String> table = new TreeMap<>();
            new String(Optional.ofNullable(stream).orElseThrow().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" +"))
                    .forEach(words -> assertThat(table.put(words[0] + " " + words[1], words[2]))
                            .as("twice in the table: %s %s", words[0], words[1])
                            .isNull());
            return table;
        }
    }

    private static void check(String[] pair, Optional<String> target) {
        Issue issue = in(new IssueState(pair[0]));
        String name = pair[1];
        boolean claim = name.equals(Outcomes.CLAIMED) && target.isPresent();
        if (claim) {
            store.database.useTransaction(transaction -> store.queue.claim(
                    transaction,
                    store.queue.open(transaction, issue.id()).orElseThrow(),
                    store.workerId,
                    store.clock.instant(),
                    Duration.ofSeconds(30)));
        }
        Optional<Task> before = open(issue);
        long refusals = store.refused.count();
        TransitionResult result = store.database.inTransaction(transaction -> store.transitions.apply(
                transaction, TransitionRequest.event(issue, name, Actor.operator("ann"), "because")));

        if (target.isPresent()) {
            assertThat(result).isInstanceOf(Applied.class);
            IssueState expected = expected(issue, target.get());
            assertThat(store.issue(issue.id()).state()).isEqualTo(expected);
            assertThat(store.issue(issue.id()).version()).isEqualTo(issue.version() + 1);
            assertThat(open(issue).map(Task::executor))
                    .isEqualTo(WORKFLOW.state(expected).executor());
            assertThat(open(issue).map(Task::id).equals(before.map(Task::id)))
                    .as("the task goes along with a claim, and never otherwise")
                    .isEqualTo(claim || (before.isEmpty() && open(issue).isEmpty()));
            assertThat(store.refused.count()).isEqualTo(refusals);
        } else {
            assertThat(result).isInstanceOf(Refused.class);
            assertThat(store.issue(issue.id())).isEqualTo(issue);
            assertThat(open(issue)).isEqualTo(before);
            assertThat(store.refused.count()).isEqualTo(refusals + 1);
        }
        assertThat(store.query(
                        Long.class,
                        "select count(*) from audit_log where action = 'transition-refused' and subject = ?",
                        issue.key().toString()))
                .isEqualTo(target.isPresent() ? 0 : 1);
    }

    private static IssueState expected(Issue issue, String target) {
        return switch (target) {
            case "$stay" -> issue.state();
            case "$resume", "$sender" -> BEFORE;
            default -> new IssueState(target);
        };
    }

    private static Optional<Task> open(Issue issue) {
        return store.database.inTransaction(transaction -> store.queue.open(transaction, issue.id()));
    }

    /** An issue that has been developed and reviewed before, with the task that its state has. */
    private static Issue in(IssueState state) {
        Issue issue = store.newIssue();
        step(issue, 2, "new", "ready-for-dev", "planned");
        step(issue, 3, "ready-for-dev", BEFORE.slug(), "submitted");
        step(issue, 4, BEFORE.slug(), state.slug(), "whatever");
        boolean terminal = WORKFLOW.state(state).type() == Workflow.Type.TERMINAL;
        store.execute(
                "update issues set state = ?, resume_state = ?, version = 4 where id = ?",
                state.slug(),
                terminal ? null : BEFORE.slug(),
                issue.id());
        WORKFLOW.state(state)
                .executor()
                .ifPresent(executor -> store.database.useTransaction(transaction -> store.queue.enqueue(
                        transaction,
                        new NewTask(
                                issue.tenantId(),
                                issue.repositoryId(),
                                issue.id(),
                                executor,
                                0,
                                store.clock.instant(),
                                store.clock.instant()))));
        return store.issue(issue.id());
    }

    private static void step(Issue issue, int version, String from, String to, String outcome) {
        store.execute(
                "insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name,"
                        + " reason, at) values (?, ?, ?, ?, ?, 'worker', 'w', 'r', now())",
                issue.id(),
                version,
                from,
                to,
                outcome);
    }
}
