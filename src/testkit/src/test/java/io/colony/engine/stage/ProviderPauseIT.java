package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.AgentTrace;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.agent.ProviderPause;
import io.colony.engine.issue.Issue;
import io.colony.engine.recovery.BreakerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProviderPauseIT extends WithColony {
    private static final Instant RESET = Instant.parse("2026-01-05T14:00:00Z");
    private static final AgentTrace WORKED = new AgentTrace(true, Map.of());
    private static final BreakerKey KEY = BreakerKey.backEnd(ScriptedBackend.NAME);

    @Test
    void aProvidersLimitPausesAllTasksOfTheBackEndAndOneProbeAtTheStatedTimeResumesThem() {
        List<Issue> issues = List.of(
                colony.admitted("Add a greeting"), colony.admitted("Add another"), colony.admitted("Add a third"));
        refuse("analyze", Optional.of(RESET));
        colony.clock.advance(Duration.ofSeconds(1));
        assertThat(colony.worker.step()).isTrue();
        assertThat(colony.worker.step())
                .as("nothing starts while the provider refuses")
                .isFalse();

        assertThat(attempts()).containsExactly("1", "1", "1");
        assertThat(waits())
                .hasSize(3)
                .allSatisfy(words -> assertThat(words).startsWith("breaker back-end scripted: 429 usage limit"));
        assertThat(colony.list("select 1 from reservations where state = 'open'"))
                .isEmpty();
        assertThat(colony.one("select usd from cost_events"))
                .as("a refusal at once costs nothing")
                .isEqualTo("0.000000");
        colony.clock.set(RESET.minusSeconds(1));
        assertThat(colony.worker.step()).isFalse();
        assertThat(colony.agent.asked("analyze")).isEqualTo(1);

        colony.clock.set(RESET.plusSeconds(10));
        ClaimedTask probe = claim().orElseThrow();
        assertThat(probe.issue().id())
                .as("who was refused stands behind the others")
                .isEqualTo(issues.get(1).id());
        assertThat(probe.task().attempt()).isEqualTo(1);
        assertThat(claim()).as("one probe at a time").isEmpty();
        finish(probe, colony.executor("analyze"));
        assertThat(colony.database.inTransaction(colony.breakers::list)).isEmpty();
        assertThat(claim().orElseThrow().issue().id()).isEqualTo(issues.get(2).id());
        assertThat(claim().orElseThrow().issue().id())
                .isEqualTo(issues.getFirst().id());
    }

    /** Its tools could have written the refusal, each time with a reset in a day. */
    @Test
    void refusalsOfRunsThatHadWorkedPauseForAnHourAtMostAndCountAsAttemptsAfterThree() {
        Issue issue = colony.admitted("Add a greeting");
        for (int refusal = 1; refusal <= 3; refusal++) {
            refuse("analyze", Optional.of(colony.clock.instant().plus(Duration.ofHours(24))), WORKED);
            assertThat(colony.worker.step()).as("refusal %d", refusal).isTrue();
            assertThat(until()).isBefore(colony.clock.instant().plus(Duration.ofMinutes(62)));
            colony.clock.set(until());
        }
        for (int refusal = 4; refusal <= 6; refusal++) {
            refuse("analyze", Optional.of(colony.clock.instant().plus(Duration.ofHours(24))), WORKED);
            assertThat(colony.worker.step()).as("refusal %d", refusal).isTrue();
            colony.clock.advance(Duration.ofMinutes(5));
        }

        assertThat(colony.state(issue)).isEqualTo("failure-blocked");
        assertThat(colony.reason(issue)).contains("429 usage limit").contains("counts as a failure of the attempt");
        assertThat(colony.list("select attempt || ' ' || failure_class from agent_runs order by id"))
                .containsExactly("1 provider", "1 provider", "1 provider", "1 content", "2 content", "3 content");
        assertThat(colony.list("select 1 from breakers where scope = 'back-end' and opened_at is not null"))
                .as("nobody waits for it")
                .isEmpty();
    }

    @Test
    void aTaskThatIsRefusedWhileOthersAreServedCountsAsAttemptInTheEnd() {
        Issue refused = colony.admitted("Add a greeting");
        for (int other = 1; other <= Refusals.MOST_WHILE_OTHERS_ARE_SERVED; other++) {
            colony.admitted("Add number " + other);
        }
        for (int refusal = 1; refusal <= Refusals.MOST_WHILE_OTHERS_ARE_SERVED; refusal++) {
            refuse("analyze", Optional.empty());
            finish(claim(refused), colony.executor("analyze"));
            assertThat(lastClass(refused)).as("refusal %d", refusal).isEqualTo("provider");
            colony.clock.set(until());
            ClaimedTask other = claim().orElseThrow();
            assertThat(other.issue().id()).isNotEqualTo(refused.id());
            finish(other, colony.executor("analyze"));
        }
        refuse("analyze", Optional.empty());
        finish(claim(refused), colony.executor("analyze"));

        assertThat(lastClass(refused)).isEqualTo("content");
        assertThat(colony.database.inTransaction(colony.breakers::list))
                .as("the provider is not away")
                .noneMatch(breaker -> breaker.key().equals(KEY) && breaker.open());
    }

    private ClaimedTask claim(Issue issue) {
        long task =
                Long.parseLong(colony.one("select id from tasks where issue_id = ? and state = 'queued'", issue.id()));
        return colony.dispatcher.claim(task, colony.register("w"), "w").orElseThrow();
    }

    private String lastClass(Issue issue) {
        return colony.one(
                "select failure_class from agent_runs where issue_id = ? order by id desc limit 1", issue.id());
    }

    @Test
    void aProbeThatIsRefusedWaitsLongerAndNoIssueIsBlockedHoweverLongItLasts() {
        Issue issue = colony.admitted("Add a greeting");
        Instant last = colony.clock.instant();
        for (int refusal = 1; refusal <= 12; refusal++) {
            refuse("analyze", Optional.empty());
            assertThat(colony.worker.step()).as("refusal %d", refusal).isTrue();
            assertThat(colony.worker.step()).isFalse();
            Instant next = until();
            assertThat(next).isAfter(last);
            last = next;
            colony.clock.set(next);
        }
        assertThat(Duration.between(RESET.minus(Duration.ofHours(2)), last)).isGreaterThan(Duration.ofHours(4));
        assertThat(colony.state(issue)).isEqualTo("analyzing");
        assertThat(attempts()).containsExactly("1");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void aProbeThatNeverAskedTheModelIsFollowedByTheNext() {
        Issue first = colony.reached("in-review");
        Issue second = colony.admitted("Add another");
        colony.database.useTransaction(transaction ->
                colony.breakers.refused(transaction, KEY, Optional.empty(), "429", colony.clock.instant()));
        colony.clock.set(until());
        ClaimedTask probe = claim().orElseThrow();
        assertThat(probe.issue().id()).isEqualTo(first.id());
        colony.completion.complete(
                colony.executor("review"),
                new StageSession(probe, new io.colony.engine.process.StopSignal()),
                new StageOutcome.Advanced("could-not-run", "gates could not run"),
                "w");

        assertThat(colony.database.inTransaction(colony.breakers::list)).hasSize(1);
        assertThat(claim().orElseThrow().issue().id()).isEqualTo(second.id());
    }

    @Test
    void mergesGoOnWhileTheProviderIsAway() {
        Issue issue = colony.reached("merge-pending");
        colony.database.useTransaction(transaction ->
                colony.breakers.refused(transaction, KEY, Optional.of(RESET), "429", colony.clock.instant()));
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void fiveFailuresInARepositoryHoldItsTasksUntilAProbeWorks() {
        for (int failure = 1; failure <= 5; failure++) {
            colony.admitted("Fail number " + failure);
            crash();
        }
        Issue waiting = colony.admitted("Wait");
        for (int failure = 1; failure <= 5; failure++) {
            assertThat(colony.worker.step()).isTrue();
        }
        assertThat(colony.worker.step()).isFalse();
        assertThat(colony.agent.asked("analyze")).isEqualTo(5);
        assertThat(colony.one("select waits_for from tasks where issue_id = ? and state = 'queued'", waiting.id()))
                .isEqualTo("breaker repository acme/shop: analyze of acme/shop#5: silent");
        assertThat(colony.state(waiting)).isEqualTo("analyzing");

        colony.clock.advance(Duration.ofMinutes(15));
        ClaimedTask probe = claim().orElseThrow();
        assertThat(claim()).isEmpty();
        finish(probe, colony.executor("analyze"));
        assertThat(colony.list("select 1 from breakers where opened_at is not null"))
                .isEmpty();
        assertThat(claim()).isPresent();
        assertThat(claim()).isPresent();
    }

    private void crash() {
        colony.agent.next("analyze", agent -> ScriptedBackend.ended(End.INACTIVE, "silent"));
    }

    private void refuse(String stage, Optional<Instant> reset) {
        refuse(stage, reset, AgentTrace.NONE);
    }

    private void refuse(String stage, Optional<Instant> reset, AgentTrace trace) {
        colony.agent.next(
                stage,
                agent -> new AgentResult(
                        End.PROVIDER_LIMIT,
                        Optional.empty(),
                        AgentUsage.NONE,
                        true,
                        OptionalInt.of(1),
                        Duration.ofSeconds(1),
                        "429 usage limit",
                        new ProviderPause(reset, Optional.empty()),
                        trace));
    }

    private Instant until() {
        return colony.database
                .inTransaction(colony.breakers::list)
                .getFirst()
                .until()
                .orElseThrow();
    }

    private Optional<ClaimedTask> claim() {
        return colony.dispatcher.claim(colony.register("w"), "w");
    }

    private void finish(ClaimedTask claim, StageExecutor executor) {
        StageSession session = new StageSession(claim, new io.colony.engine.process.StopSignal());
        colony.completion.complete(executor, session, executor.run(session), "w");
    }

    private List<String> attempts() {
        return colony.list("select attempt from tasks where executor = 'analyze' order by id");
    }

    private List<String> waits() {
        return colony.list("select waits_for from tasks where state = 'queued' order by id");
    }
}
