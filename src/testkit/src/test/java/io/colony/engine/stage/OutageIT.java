package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.POJONode;
import io.colony.engine.issue.Issue;
import io.colony.engine.process.StopSignal;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OutageIT extends WithColony {
    private static final int REFUSALS = 7;

    @Test
    void anUnexpectedErrorInAStageIsATransientFailureThatIsSaid() {
        Issue issue = colony.reached("ready-for-dev");
        for (int attempt = 1; attempt <= 4; attempt++) {
            colony.agent.next("develop", agent -> {
                throw new IllegalStateException("a bug");
            });
        }
        colony.worker.step();
        assertThat(colony.state(issue)).isEqualTo("in-development");
        assertThat(colony.one("select failures ->> 'transient' from tasks where state = 'queued'"))
                .isEqualTo("1");
        assertThat(colony.one("select waits_for from tasks where state = 'queued'"))
                .contains("a bug");
        assertThat(colony.one("select usd || ' ' || estimated from cost_events where stage = 'develop'"))
                .as("nobody knows what the agent had spent")
                .isEqualTo("2.000000 true");
        colony.workOn();

        assertThat(colony.state(issue))
                .as("by now the issue's ceiling is reached")
                .isEqualTo("failure-blocked");
    }

    @Test
    void aResultIsKeptWhileTheStoreIsAwayAndCompletedWhenItIsBack() throws InterruptedException {
        Issue issue = colony.reached("ready-for-dev");
        ClaimedTask claim = colony.dispatcher.claim(colony.register("w"), "w").orElseThrow();
        assertThat(claim.issue().id()).isEqualTo(issue.id());
        StageSession session = new StageSession(claim, new StopSignal());
        StageExecutor develop = colony.executor("develop");
        StageOutcome outcome = develop.run(session);
        colony.storeGoesAway();
        Thread completing = new Thread(() -> colony.worker.complete(develop, session, outcome), "completing");
        completing.start();
        awaitRetry(completing);
        assertThat(completing.isAlive()).isTrue();
        colony.storeIsBack();
        completing.join(Duration.ofSeconds(60).toMillis());

        assertThat(completing.isAlive()).isFalse();
        assertThat(colony.state(issue)).isEqualTo("in-review");
        assertThat(colony.one("select usd from cost_events where stage = 'develop'"))
                .isEqualTo("0.100000");
    }

    @Test
    void aResultIsKeptWhileTheStoreAnswersAndHasNoRoomForIt() throws InterruptedException {
        Issue issue = colony.reached("ready-for-dev");
        ClaimedTask claim = colony.dispatcher.claim(colony.register("w"), "w").orElseThrow();
        StageSession session = new StageSession(claim, new StopSignal());
        StageExecutor develop = colony.executor("develop");
        StageOutcome outcome = develop.run(session);
        colony.execute("create sequence refusals");
        colony.execute("create function no_room() returns trigger language plpgsql as"
                + " $$ begin perform nextval('refusals'); raise exception 'no room' using errcode = '53100'; end $$");
        colony.execute(
                "create trigger no_room before insert on state_transitions for each row execute function no_room()");
        Thread completing = new Thread(() -> colony.worker.complete(develop, session, outcome), "completing");
        completing.start();
        awaitRefusals(completing);
        colony.execute("drop trigger no_room on state_transitions");
        completing.join(Duration.ofSeconds(60).toMillis());

        assertThat(completing.isAlive()).isFalse();
        assertThat(colony.state(issue)).isEqualTo("in-review");
        assertThat(colony.one("select usd from cost_events where stage = 'develop'"))
                .isEqualTo("0.100000");
    }

    /** More of them than a result is tried that the store does not take. */
    private void awaitRefusals(Thread completing) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (Integer.parseInt(colony.one("select last_value from refusals")) < REFUSALS) {
            assertThat(completing.isAlive()).as("it gave up").isTrue();
            assertThat(System.nanoTime()).as("it is tried again").isLessThan(deadline);
        }
    }

    @Test
    void aResultThatTheStoreDoesNotTakeIsAFailedAttemptAndHoldsNoTaskForEver() {
        Issue issue = colony.reached("ready-for-dev");
        colony.execute("alter table attempt_artifacts add constraint no_findings check (kind <> 'findings')");
        colony.agent.next(
                "develop", agent -> ScriptedBackend.completed(AgentWork.claiming("none.txt", "0".repeat(64))));
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("in-development");
        assertThat(colony.leases.running()).isZero();
        assertThat(colony.one("select waits_for from tasks where state = 'queued'"))
                .contains("could not be stored");
        assertThat(colony.one("select usd from cost_events where stage = 'develop'"))
                .isEqualTo("0.100000");
    }

    @Test
    void aResultThatIsTooMuchForMemoryIsAFailedAttemptThatIsBookedAsStated() {
        Issue issue = colony.reached("ready-for-dev");
        ClaimedTask claim = colony.dispatcher.claim(colony.register("w"), "w").orElseThrow();
        StageSession session = new StageSession(claim, new StopSignal());
        StageExecutor develop = colony.executor("develop");
        StageOutcome outcome = develop.run(session);
        session.leave(new Artifact("huge", new POJONode(new TooMuch())));

        assertThat(colony.worker.complete(develop, session, outcome)).isTrue();

        assertThat(colony.state(issue)).isEqualTo("in-development");
        assertThat(colony.one("select waits_for from tasks where state = 'queued'"))
                .contains("could not be stored");
        assertThat(colony.one("select usd from cost_events where stage = 'develop'"))
                .isEqualTo("0.100000");
    }

    /** No memory is left when it is written. */
    private static final class TooMuch extends AbstractList<String> {
        @Override
        public String get(int index) {
            throw new OutOfMemoryError("said by a test");
        }

        @Override
        public int size() {
            return 1;
        }
    }

    private static void awaitRetry(Thread thread) {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (Arrays.stream(thread.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().equals("waited"))) {
            assertThat(System.nanoTime())
                    .as("it never waited: %s", Arrays.toString(thread.getStackTrace()))
                    .isLessThan(deadline);
            assertThat(thread.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }
}
