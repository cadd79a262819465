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
import io.colony.engine.workflow.Workflows;
import io.colony.testkit.StoreFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
 * Random lives of an issue, on a real store: workers claim, come back, come back late, die; people and the code host act
 * meanwhile, two at once; transactions are cut off. After each step the store holds what a model of four lines says.
 */
class StateMachineModelIT {
    private static final Workflow WORKFLOW = Workflows.colonyDefault();

    @SuppressWarnings("NullAway.Init")
    private static StoreFixture store;

    @SuppressWarnings("NullAway.Init")
    private static ExecutorService threads;

    @BeforeContainer
    static void open() {
        store = new StoreFixture();
        threads = Executors.newFixedThreadPool(2);
    }

    @AfterContainer
    static void close() {
        threads.shutdownNow();
        store.close();
    }

    /** What happens next; {@code pick} chooses among what is possible where the issue then is. */
    sealed interface Act {
        /** A worker takes the task. */
        record Claim() implements Act {}

        /** A worker that took the task some time ago brings a result. */
        record Result(int pick) implements Act {}

        /** Somebody who is no worker wants something. */
        record Event(int pick, Actor.Kind by) implements Act {}

        /** Somebody wants something that the workflow has not here. */
        record Nonsense(int pick) implements Act {}

        /** Somebody decides on what they read a while ago. */
        record Old(int pick) implements Act {}

        /** The process dies before its transaction is committed. */
        record Crash(int pick) implements Act {}

        /** Two want something in the same moment. */
        record Pair(int one, int other) implements Act {}
    }

    @Provide
    Arbitrary<List<Act>> lives() {
        Arbitrary<Integer> pick = Arbitraries.integers().between(0, 40);
        Arbitrary<Actor.Kind> kinds = Arbitraries.of(Actor.Kind.OPERATOR, Actor.Kind.FORGE, Actor.Kind.SENTINEL);
        Arbitrary<Act> act = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.create(Act.Claim::new)),
                Tuple.of(6, pick.map(Act.Result::new)),
                Tuple.of(5, Combinators.combine(pick, kinds).as(Act.Event::new)),
                Tuple.of(1, pick.map(Act.Nonsense::new)),
                Tuple.of(1, pick.map(Act.Old::new)),
                Tuple.of(2, pick.map(Act.Crash::new)),
                Tuple.of(2, Combinators.combine(pick, pick).as(Act.Pair::new)));
        return act.list().ofMinSize(5).ofMaxSize(30);
    }

    @Property(tries = 120, shrinking = ShrinkingMode.BOUNDED)
    void holdsItsInvariantsThroughAnyLife(@ForAll("lives") List<Act> life) {
        Life issue = new Life();
        life.forEach(act -> {
            issue.take(act);
            issue.check();
        });
        issue.checkHistory();
    }

    /** One issue, and what a model remembers of it. */
    private static final class Life {
        private final long id;
        private final List<Task> claims = new ArrayList<>();
        private final Map<Long, Long> epochs = new HashMap<>();
        private Issue older;
        private Issue issue;
        private long refused;

        Life() {
            issue = store.newIssue();
            older = issue;
            id = issue.id();
        }

        void take(Act act) {
            Issue before = issue;
            switch (act) {
                case Act.Claim claim -> claim();
                case Act.Result result -> result(result.pick());
                case Act.Event event -> judge(request(issue, possible(event.pick()), event.by()));
                case Act.Nonsense nonsense -> judge(request(issue, "nonsense-" + nonsense.pick(), Actor.Kind.OPERATOR));
                case Act.Old old -> judge(request(older, possible(old.pick()), Actor.Kind.OPERATOR));
                case Act.Crash crash -> crash(crash.pick());
                case Act.Pair pair -> pair(possible(pair.one()), possible(pair.other()));
            }
            issue = store.issue(id);
            if (issue.version() > before.version()) {
                older = before;
            }
        }

        private static TransitionRequest request(Issue on, String name, Actor.Kind by) {
            return TransitionRequest.event(on, name, new Actor(by, "somebody"), "because");
        }

        /** Some event or action that leads on from here; {@code claimed} is a worker's alone. */
        private String possible(int pick) {
            List<String> names = Stream.concat(
                            WORKFLOW.state(issue.state()).on().keySet().stream(),
                            WORKFLOW.operatorActions().values().stream()
                                    .filter(action -> action.from().contains(issue.state()))
                                    .map(Workflow.OperatorAction::name))
                    .filter(name -> !name.equals(Outcomes.CLAIMED))
                    .toList();
            return names.get(pick % names.size());
        }

        private void claim() {
            store.database.useTransaction(transaction -> {
                Issue locked = store.issues.lock(transaction, id);
                Optional<Task> queued =
                        store.queue.open(transaction, id).filter(task -> task.state() == TaskState.QUEUED);
                if (queued.isEmpty()) {
                    return;
                }
                Task claimed = store.queue.claim(
                        transaction, queued.get(), store.workerId, store.clock.instant(), Duration.ofSeconds(30));
                claims.add(claimed);
                if (WORKFLOW.route(locked.state(), Outcomes.CLAIMED).isPresent()) {
                    TransitionResult moved = store.transitions.apply(
                            transaction,
                            TransitionRequest.event(locked, Outcomes.CLAIMED, Actor.worker("w"), "claimed"));
                    assertThat(moved).isInstanceOf(Applied.class);
                    assertThat(store.queue.open(transaction, id)).contains(claimed);
                }
            });
        }

        /** As a worker completes: the issue is locked, the epoch decides whether the outcome counts at all. */
        private void result(int pick) {
            if (claims.isEmpty()) {
                return;
            }
            Task claim = claims.get(pick % claims.size());
            String outcome = possible(pick);
            store.database.useTransaction(transaction -> {
                Issue locked = store.issues.lock(transaction, id);
                Optional<Task> open = store.queue.open(transaction, id);
                boolean current = open.filter(task -> task.id() == claim.id() && task.epoch() == claim.epoch())
                        .isPresent();
                assertThat(store.queue.complete(transaction, claim.id(), claim.epoch(), store.clock.instant()))
                        .as("a result counts exactly under the task's present epoch")
                        .isEqualTo(current);
                if (!current) {
                    return;
                }
                TransitionRequest request =
                        TransitionRequest.outcome(locked, outcome, Actor.worker("w"), "because", claim.id(), -1L);
                TransitionResult result = store.transitions.apply(transaction, withoutRun(request));
                if (result instanceof Refused) {
                    refused++;
                    TransitionResult blocked =
                            store.transitions.apply(transaction, request(locked, Outcomes.FAILURE, Actor.Kind.WORKER));
                    assertThat(blocked).isInstanceOf(Applied.class);
                }
            });
        }

        private static TransitionRequest withoutRun(TransitionRequest request) {
            return new TransitionRequest(
                    request.issue(),
                    request.outcome(),
                    request.target(),
                    request.actor(),
                    request.reason(),
                    request.taskId(),
                    Optional.empty());
        }

        private void judge(TransitionRequest request) {
            Issue before = issue;
            TransitionResult result = apply(request);
            Issue now = store.issue(id);
            switch (result) {
                case Applied applied -> {
                    assertThat(request.issue().version()).isEqualTo(before.version());
                    assertThat(now).isEqualTo(applied.issue());
                }
                case Stale stale -> assertThat(now).isEqualTo(before);
                case Refused unknown -> {
                    refused++;
                    assertThat(now).isEqualTo(before);
                }
            }
        }

        private static TransitionResult apply(TransitionRequest request) {
            return store.database.inTransaction(transaction -> store.transitions.apply(transaction, request));
        }

        private void crash(int pick) {
            Optional<Task> task = store.database.inTransaction(transaction -> store.queue.open(transaction, id));
            TransitionListener death = (transaction, moved, from, request) -> {
                throw new IllegalStateException("killed before the commit");
            };
            store.listeners.add(death);
            try {
                TransitionResult result = apply(request(issue, possible(pick), Actor.Kind.OPERATOR));
                // Refused, such as a retry that has nowhere to go: that is written down, and nothing else.
                assertThat(result).isInstanceOf(Refused.class);
                refused++;
            } catch (IllegalStateException killed) {
                assertThat(killed).hasMessage("killed before the commit");
            } finally {
                store.listeners.remove(death);
            }
            assertThat(store.issue(id)).isEqualTo(issue);
            Optional<Task> after = store.database.inTransaction(transaction -> store.queue.open(transaction, id));
            assertThat(after).isEqualTo(task);
        }

        /** Both decide on what they see now: one wins at most, and nobody's half is left. */
        private void pair(String one, String other) {
            Issue seen = issue;
            Future<TransitionResult> first = threads.submit(() -> apply(request(seen, one, Actor.Kind.OPERATOR)));
            Future<TransitionResult> second = threads.submit(() -> apply(request(seen, other, Actor.Kind.FORGE)));
            List<TransitionResult> results = List.of(done(first), done(second));
            long applied = results.stream().filter(Applied.class::isInstance).count();
            refused += results.stream().filter(Refused.class::isInstance).count();
            assertThat(applied).isLessThanOrEqualTo(1);
            assertThat(store.issue(id).version()).isEqualTo(seen.version() + applied);
        }

        private static TransitionResult done(Future<TransitionResult> future) {
            try {
                return future.get();
            } catch (ExecutionException | InterruptedException failure) {
                throw new AssertionError("a transition threw", failure);
            }
        }

        void check() {
            List<Row> open = tasks("state in ('queued', 'claimed')");
            assertThat(open).as("at most one open task").hasSizeLessThanOrEqualTo(1);
            assertThat(open.stream().map(Row::executor).findFirst())
                    .as("an open task exactly where the state has an executor, in %s", issue.state())
                    .isEqualTo(WORKFLOW.state(issue.state()).executor());
            tasks("true")
                    .forEach(task -> assertThat(epochs.merge(task.id(), task.epoch(), Math::max))
                            .as("epochs of task %s only grow", task.id())
                            .isEqualTo(task.epoch()));
            assertThat(issue.resumeState().map(WORKFLOW::resumable))
                    .as("where it goes back to is no blocked, paused or ended state")
                    .isNotEqualTo(Optional.of(false));
            assertThat(issue.resumeState()).isNotEqualTo(Optional.of(IssueState.IN_DEVELOPMENT));
            if (WORKFLOW.state(issue.state()).type() == Workflow.Type.TERMINAL) {
                assertThat(issue.resumeState()).isEmpty();
            }
            assertThat(audited("transition-refused"))
                    .as("one record for each refusal")
                    .isEqualTo(refused);
        }

        void checkHistory() {
            assertThat(store.query(Boolean.class, """
                            select count(*) = max(version) and min(version) = 1
                              and bool_and(from_state is not distinct from before)
                              and (array_agg(to_state order by version desc))[1] = ?
                            from (select *, lag(to_state) over (order by version) as before
                                  from state_transitions where issue_id = ?) as steps
                            """, issue.state().slug(), id))
                    .as("versions without gaps, each transition beginning where the last one ended")
                    .isTrue();
            assertThat(audited("transition")).isEqualTo(issue.version() - 1);
        }

        private long audited(String action) {
            return store.query(
                    Long.class,
                    "select count(*) from audit_log where subject = ? and action = ?",
                    issue.key().toString(),
                    action);
        }

        /** A task as the table has it. */
        private record Row(long id, String executor, long epoch) {}

        private List<Row> tasks(String where) {
            return store.database.inTransaction(transaction -> transaction
                    .handle()
                    .createQuery("select id, executor, epoch from tasks where issue_id = :issue and " + where)
                    .bind("issue", id)
                    .map((row, context) -> new Row(row.getLong("id"), row.getString("executor"), row.getLong("epoch")))
                    .list());
        }
    }
}
