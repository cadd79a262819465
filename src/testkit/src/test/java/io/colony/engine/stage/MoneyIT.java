package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.issue.Issue;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Usd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoneyIT {
    @TempDir
    Path work;

    @Test
    void anIssueThatHasReachedItsCeilingNeedsAnOperator() {
        try (StageFixture colony = fixture("2", "2.05", "50")) {
            Issue issue = colony.admitted("Add a greeting");
            colony.workOn();

            assertThat(colony.state(issue)).isEqualTo("failure-blocked");
            assertThat(colony.path(issue)).endsWith("ready-for-dev", "failure-blocked");
            assertThat(colony.reason(issue)).contains("$2.05");
            assertThat(colony.one("select sum(usd) from cost_events")).isEqualTo("0.100000");
            assertThat(colony.list("select 1 from tasks where state in ('queued', 'claimed')"))
                    .isEmpty();
        }
    }

    @Test
    void aRepositoryThatHasReachedItsCeilingWaitsForTheNextDayAndKeepsItsOrder() {
        try (StageFixture colony = fixture("2", "5", "2.15")) {
            Issue first = colony.admitted("Add a greeting");
            Issue second = colony.admitted("Add another");
            for (int step = 0; step < 4; step++) {
                colony.worker.step();
            }
            assertThat(colony.state(first)).isEqualTo("ready-for-dev");
            assertThat(colony.state(second)).isEqualTo("ready-for-dev");
            assertThat(colony.list("select waits_for from tasks where state = 'queued'"))
                    .hasSize(2)
                    .allSatisfy(reason -> assertThat(reason).contains("2.15"));

            colony.clock.advance(Duration.ofDays(1));
            assertThat(colony.dispatcher
                            .claim(colony.register("w"), "w")
                            .orElseThrow()
                            .issue()
                            .id())
                    .isEqualTo(first.id());
            assertThat(colony.dispatcher.claim(colony.register("v"), "v"))
                    .as("the reservation of the first fills the day")
                    .isEmpty();
            assertThat(colony.state(second)).isEqualTo("ready-for-dev");
        }
    }

    @Test
    void anAgentThatSpendsItsReservationIsStoppedAndTheIssueNeedsAnOperator() {
        try (StageFixture colony = fixture("2", "5", "50")) {
            Issue issue = colony.reached("ready-for-dev");
            colony.agent.next("develop", agent -> {
                assertThat(agent.request().limits().usd()).isEqualTo(Usd.of("2"));
                agent.write("half.txt", "half\n");
                return ScriptedBackend.ended(End.OVER_BUDGET, "It reached $2.");
            });
            colony.worker.step();

            assertThat(colony.state(issue)).isEqualTo("failure-blocked");
            assertThat(colony.reason(issue)).contains("It reached $2.");
            assertThat(colony.one("select usd || ' ' || estimated from cost_events where stage = 'develop'"))
                    .isEqualTo("2.000000 true");
            assertThat(colony.list("select 1 from attempt_artifacts where kind = 'recovery'"))
                    .hasSize(1);
        }
    }

    @Test
    void anAgentThatWasNeverStartedCostsNothing() {
        try (StageFixture colony = fixture("2", "5", "50")) {
            Issue issue = colony.reached("ready-for-dev");
            colony.agent.next("develop", agent -> ScriptedBackend.ended(End.NOT_STARTED, "No such program."));
            colony.worker.step();

            assertThat(colony.state(issue)).isEqualTo("failure-blocked");
            assertThat(colony.one(
                            "select usd || ' ' || basis || ' ' || back_end from cost_events where stage = 'develop'"))
                    .isEqualTo("0.000000 free " + ScriptedBackend.NAME);
            assertThat(colony.list("select state from reservations order by id"))
                    .containsExactly("settled", "released");
        }
    }

    @Test
    void aProvidersLimitIsNoAttemptAndAStalledAgentIsTriedTwiceMore() {
        try (StageFixture colony = fixture("0.20", "5", "50")) {
            Issue issue = colony.reached("ready-for-dev");
            colony.agent.next("develop", agent -> ScriptedBackend.ended(End.PROVIDER_LIMIT, "429"));
            for (End end : new End[] {End.INACTIVE, End.TIMED_OUT, End.LIMIT_REACHED}) {
                colony.agent.next("develop", agent -> ScriptedBackend.ended(end, "silent"));
            }
            colony.workOn();

            assertThat(colony.state(issue)).isEqualTo("failure-blocked");
            assertThat(colony.list("select attempt || ' ' || failure_class from agent_runs where stage = 'develop'"
                            + " order by id"))
                    .containsExactly("1 provider", "1 stalled", "2 stalled", "3 stalled");
            assertThat(colony.agent.last("develop").context().path("history").toString())
                    .contains("silent");
        }
    }

    private StageFixture fixture(String run, String issue, String day) {
        return new StageFixture(work, new Ceilings(Usd.of(run), Usd.of(issue), Usd.of(day), Optional.empty()));
    }
}
