package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.issue.Issue;
import io.colony.engine.ledger.LedgerVerification;
import io.colony.engine.process.StopSignal;
import org.junit.jupiter.api.Test;

class LeaseIT extends WithColony {
    @Test
    void aResultAfterAPauseChangesNoStateBooksItsCostAndKeepsWhatItFound() {
        Issue issue = colony.reached("ready-for-dev");
        colony.agent.next("develop", agent -> {
            agent.write("greeting.txt", "hello\n");
            colony.event(issue, "pause");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("paused");
        assertThat(colony.host().tip("main")).isPresent();
        assertThat(colony.list("select 1 from local_pull_requests")).isEmpty();
        assertThat(colony.one("select usd from cost_events where stage = 'develop'"))
                .isEqualTo("0.100000");
        assertThat(colony.list("select kind from attempt_artifacts")).contains("development");
        assertThat(colony.one("select end_kind from agent_runs where stage = 'develop'"))
                .isEqualTo("revoked");
        assertThat(colony.list("select state from reservations")).containsOnly("settled");
    }

    @Test
    void aResultAfterTheLeaseEndedChangesNoStateAndTheNextAttemptIsUndisturbed() {
        Issue issue = colony.reached("in-review");
        colony.agent.next("review", agent -> {
            colony.clock.advance(StageFixture.LEASE.plusSeconds(1));
            assertThat(colony.sweep()).isEqualTo(1);
            return ScriptedBackend.completed(AgentWork.verdict("APPROVE"));
        });
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("in-review");
        assertThat(colony.list("select 1 from verdicts")).isEmpty();
        assertThat(colony.one("select end_kind from agent_runs where stage = 'review'"))
                .isEqualTo("lost");
        assertThat(colony.list("select kind || ' ' || usd || ' ' || estimated || ' ' || basis from cost_events"
                        + " where stage = 'review' order by id"))
                .as("the late result says what the lost run truly cost")
                .containsExactly(
                        "invocation 2.000000 true lost",
                        "reversal -2.000000 true lost",
                        "correction 0.100000 false stated");
        assertThat(LedgerVerification.postgres(colony.database).verify().mismatches())
                .isEmpty();
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void aLatePlanDoesNotBecomeThePlan() {
        Issue issue = colony.admitted("Add a greeting");
        colony.agent.next("analyze", agent -> {
            colony.event(issue, "pause");
            return ScriptedBackend.completed(AgentWork.analysis("planned").put("summary", "the late plan"));
        });
        colony.worker.step();
        colony.event(issue, "resume");
        colony.agent.next("analyze", agent -> {
            assertThat(agent.request().context().path("plan").isNull()).isTrue();
            return ScriptedBackend.completed(AgentWork.analysis("planned").put("summary", "the plan"));
        });
        colony.worker.step();
        colony.worker.step();
        assertThat(colony.agent
                        .last("develop")
                        .context()
                        .path("plan")
                        .path("summary")
                        .asText())
                .isEqualTo("the plan");
    }

    @Test
    void theNextHeartbeatAfterARevocationStopsTheAgent() {
        Issue issue = colony.reached("ready-for-dev");
        colony.agent.next("develop", agent -> {
            colony.leases.beat();
            assertThat(agent.stop().stopped()).isFalse();
            agent.write("unfinished.txt", "half\n");
            colony.event(issue, "pause");
            colony.leases.beat();
            assertThat(agent.stop().stopped()).isTrue();
            return ScriptedBackend.ended(End.STOPPED, "stopped");
        });
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("paused");
        assertThat(colony.list("select kind from attempt_artifacts where kind = 'recovery'"))
                .hasSize(1);
        assertThat(colony.one("select usd || ' ' || estimated from cost_events where stage = 'develop'"))
                .isEqualTo("2.000000 true");
        assertThat(colony.leases.running()).isZero();
    }

    @Test
    void aDrainGivesTheTaskBackAndItIsNoFailedAttempt() {
        Issue issue = colony.reached("ready-for-dev");
        colony.agent.next("develop", agent -> {
            colony.leases.stopAll("this process is shutting down");
            return ScriptedBackend.ended(End.STOPPED, "stopped");
        });
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo("in-development");
        assertThat(colony.one("select state || ' ' || attempt || ' ' || failures from tasks where state = 'queued'"))
                .isEqualTo("queued 1 {}");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.list("select outcome from state_transitions where outcome = 'claimed'"))
                .hasSize(1);
    }

    @Test
    void aRunThatIsLostBeforeItsAgentStartedCostsNothing() {
        Issue issue = colony.reached("ready-for-dev");
        assertThat(colony.dispatcher.claim(colony.register("doomed"), "doomed")).isPresent();
        colony.clock.advance(StageFixture.LEASE.plusSeconds(1));
        assertThat(colony.sweep()).isEqualTo(1);

        assertThat(colony.list("select usd || ' ' || basis from cost_events where stage = 'develop'"))
                .containsExactly("0.000000 free");
        assertThat(colony.list("select state from reservations where state <> 'settled'"))
                .containsExactly("released");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void aStopAfterTheAgentIsDoneIsObeyedBeforeItsWorkIsPushed() {
        Issue issue = colony.reached("ready-for-dev");
        colony.agent.next("develop", agent -> {
            agent.write("greeting.txt", "hello\n");
            agent.stop().stop("this process is shutting down");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });
        colony.worker.step();

        assertThat(colony.forge.calls("push")).isZero();
        assertThat(colony.state(issue)).isEqualTo("in-development");
        colony.agent.next("develop", agent -> {
            agent.write("greeting.txt", "hello\n");
            return ScriptedBackend.completed(agent.submission("greeting.txt"));
        });
        colony.worker.step();
        assertThat(colony.forge.calls("push")).isEqualTo(1);
    }

    @Test
    void aRunThatWasGivenUpForLostStartsNoAgentAnyMore() {
        Issue issue = colony.reached("ready-for-dev");
        ClaimedTask claim =
                colony.dispatcher.claim(colony.register("slow"), "slow").orElseThrow();
        colony.clock.advance(StageFixture.LEASE.plusSeconds(1));
        assertThat(colony.sweep()).isEqualTo(1);
        StageExecutor develop = colony.executor("develop");
        StageSession session = new StageSession(claim, new StopSignal());
        StageOutcome outcome = develop.run(session);
        assertThat(colony.completion.complete(develop, session, outcome, "slow"))
                .isFalse();

        assertThat(outcome).isInstanceOf(StageOutcome.Revoked.class);
        assertThat(colony.agent.asked("develop")).isZero();
        assertThat(colony.state(issue)).isEqualTo("in-development");
    }

    @Test
    void anEarlierClaimOfATaskThatEndsLateDoesNotLetGoOfALaterOne() {
        colony.reached("ready-for-dev");
        ClaimedTask early =
                colony.dispatcher.claim(colony.register("early"), "early").orElseThrow();
        colony.leases.hold(early, new StopSignal());
        colony.clock.advance(StageFixture.LEASE.plusSeconds(1));
        colony.sweep();
        colony.clock.advance(java.time.Duration.ofSeconds(10));
        ClaimedTask late =
                colony.dispatcher.claim(colony.register("late"), "late").orElseThrow();
        assertThat(late.task().id()).isEqualTo(early.task().id());
        colony.leases.hold(late, new StopSignal());
        colony.leases.letGo(early);

        colony.clock.advance(StageFixture.LEASE.minusSeconds(1));
        colony.leases.beat();
        colony.clock.advance(java.time.Duration.ofSeconds(5));
        assertThat(colony.sweep()).isZero();
    }

    @Test
    void aWorkerThatIsLostAgainAndAgainIsADeadLetter() {
        Issue issue = colony.reached("ready-for-dev");
        for (int loss = 1; loss <= 4; loss++) {
            assertThat(colony.dispatcher.claim(colony.register("doomed"), "doomed"))
                    .isPresent();
            colony.clock.advance(StageFixture.LEASE.plusSeconds(1));
            assertThat(colony.sweep()).isEqualTo(1);
            colony.clock.advance(java.time.Duration.ofMinutes(2));
        }
        assertThat(colony.state(issue)).isEqualTo("failure-blocked");
    }
}
