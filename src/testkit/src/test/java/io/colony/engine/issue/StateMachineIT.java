package io.colony.engine.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.TransitionResult.Applied;
import io.colony.engine.issue.TransitionResult.Refused;
import io.colony.engine.issue.TransitionResult.Stale;
import io.colony.engine.queue.Task;
import io.colony.engine.queue.TaskState;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Outcomes;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflows;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Random events against a model of what an issue remembers: whatever comes, the issue is in one state, its versions have no
 * gap, and it has an open task exactly where its state has an executor.
 */
class StateMachineIT {
    private static final Workflow WORKFLOW = Workflows.colonyDefault();

    @SuppressWarnings("NullAway.Init")
    private static StoreFixture store;

    @BeforeContainer
    static void open() {
        store = new StoreFixture();
    }

    @AfterContainer
    static void close() {
        store.close();
    }

    /** What happens: an outcome asked for by somebody, perhaps on an issue that they read a while ago. */
    record Step(String outcome, Actor.Kind actor, boolean old) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        List<String> outcomes = Stream.concat(
                        WORKFLOW.states().values().stream().flatMap(state -> state.on().keySet().stream()),
                        Stream.concat(WORKFLOW.operatorActions().keySet().stream(), Stream.of("nonsense")))
                .distinct()
                .sorted()
                .toList();
        // Most names lead nowhere from most states, so the workflow's own are drawn by their place among those of the
        // state.
        Arbitrary<String> byPlace = Arbitraries.integers().between(0, 30).map(place -> "#" + place);
        Arbitrary<String> names = Arbitraries.frequencyOf(Tuple.of(3, byPlace), Tuple.of(1, Arbitraries.of(outcomes)));
        Arbitrary<Boolean> old = Arbitraries.integers().between(0, 9).map(chance -> chance == 0);
        return Combinators.combine(names, Arbitraries.of(Actor.Kind.class), old)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void keepsItsInvariantsWhateverComes(@ForAll("steps") List<Step> steps) {
        Issue issue = store.newIssue();
        Issue older = issue;
        for (Step step : steps) {
            String outcome = name(issue, step);
            if (outcome.equals(Outcomes.CLAIMED) && !claim(issue)) {
                continue;
            }
            Issue asked = step.old() ? older : issue;
            TransitionRequest request =
                    TransitionRequest.event(asked, outcome, new Actor(step.actor(), "somebody"), "because");
            TransitionResult result = store.database.<TransitionResult>inTransaction(
                    transaction -> store.transitions.apply(transaction, request));
            older = issue;
            issue = checked(issue, asked, request, result);
        }
        checkHistory(issue);
    }

    private static Issue checked(Issue issue, Issue asked, TransitionRequest request, TransitionResult result) {
        Issue now = store.issue(issue.id());
        switch (result) {
            case Applied applied -> {
                assertThat(asked.version()).isEqualTo(issue.version());
                assertThat(applied.issue()).isEqualTo(now);
                assertThat(now.version()).isEqualTo(issue.version() + 1);
                checkRoute(issue, request, now);
                checkResumeState(issue, now);
            }
            case Stale stale -> {
                assertThat(asked.version()).isLessThan(issue.version());
                assertThat(stale).isEqualTo(new Stale(issue.version(), issue.state()));
                assertThat(now).isEqualTo(issue);
            }
            case Refused refused -> {
                assertThat(asked.version()).isEqualTo(issue.version());
                assertThat(refused.reason()).isNotBlank();
                assertThat(now).isEqualTo(issue);
            }
        }
        checkTask(now);
        return now;
    }

    private static void checkRoute(Issue before, TransitionRequest request, Issue now) {
        Route route = WORKFLOW.route(before.state(), request.outcome())
                .or(() -> WORKFLOW.action(before.state(), request.outcome()))
                .orElseThrow();
        switch (route) {
            case Route.To to -> assertThat(now.state()).isEqualTo(to.state());
            case Route.Resume resume -> assertThat(Optional.of(now.state())).isEqualTo(before.resumeState());
            case Route.Stay stay -> assertThat(now.state()).isEqualTo(before.state());
            case Route.Sender sender ->
                assertThat(WORKFLOW.state(now.state()).type()).isEqualTo(Workflow.Type.ACTIVE);
        }
        if (route instanceof Route.Resume) {
            assertThat(now.state()).isNotEqualTo(IssueState.IN_DEVELOPMENT);
        }
    }

    /** The model: the last waiting or active state; in-development counts as the state that it was claimed from. */
    private static void checkResumeState(Issue before, Issue now) {
        Optional<IssueState> expected;
        if (Set.of(IssueState.DONE, IssueState.CANCELLED).contains(now.state())) {
            expected = Optional.empty();
        } else if (before.state().equals(IssueState.IN_DEVELOPMENT)
                || Set.of(
                                IssueState.PAUSED,
                                IssueState.FAILURE_BLOCKED,
                                IssueState.DEPENDENCY_BLOCKED,
                                IssueState.WAITING_FOR_SUBTASKS,
                                IssueState.DONE,
                                IssueState.CANCELLED)
                        .contains(before.state())) {
            expected = before.resumeState();
        } else {
            expected = Optional.of(before.state());
        }
        assertThat(now.resumeState()).isEqualTo(expected);
    }

    private static void checkTask(Issue issue) {
        Optional<Task> open =
                store.database.<Optional<Task>>inTransaction(transaction -> store.queue.open(transaction, issue.id()));
        assertThat(open.map(Task::executor))
                .as("the open task in %s", issue.state())
                .isEqualTo(WORKFLOW.state(issue.state()).executor());
    }

    private static void checkHistory(Issue issue) {
        assertThat(store.query(Boolean.class, """
                        select count(*) = max(version) and min(version) = 1
                          and bool_and(from_state is not distinct from before)
                          and (array_agg(to_state order by version desc))[1] = ?
                        from (
                          select *, lag(to_state) over (order by version) as before
                          from state_transitions where issue_id = ?
                        ) as steps
                        """, issue.state().slug(), issue.id()))
                .as("versions without gaps, each transition beginning where the last one ended")
                .isTrue();
        assertThat(store.query(
                        Long.class,
                        "select count(*) from audit_log where subject = ? and action = 'transition'",
                        issue.key().toString()))
                .isEqualTo(issue.version() - 1);
    }

    private static String name(Issue issue, Step step) {
        if (!step.outcome().startsWith("#")) {
            return step.outcome();
        }
        List<String> possible = Stream.concat(
                        WORKFLOW.state(issue.state()).on().keySet().stream(),
                        WORKFLOW.operatorActions().values().stream()
                                .filter(action -> action.from().contains(issue.state()))
                                .map(Workflow.OperatorAction::name))
                .toList();
        return possible.get(Integer.parseInt(step.outcome().substring(1)) % possible.size());
    }

    /** Claims the issue's task, as whoever asks for {@code claimed} has to; false when there is none to be claimed. */
    private static boolean claim(Issue issue) {
        return store.database.<Boolean>inTransaction(transaction -> {
            Optional<Task> task = store.queue
                    .open(transaction, issue.id())
                    .filter(open ->
                            open.state() == TaskState.QUEUED && open.executor().equals("develop"));
            task.ifPresent(open -> store.queue.claim(
                    transaction, open, store.workerId, store.clock.instant(), Duration.ofSeconds(30)));
            return task.isPresent();
        });
    }
}
