package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import io.colony.engine.queue.Offer;
import io.colony.engine.queue.Workers;
import io.colony.engine.recovery.StartGate;
import io.colony.engine.status.StatusQueries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A repository whose agent this process does not have. */
class AgentDemandIT extends WithColony {
    @Test
    void aTaskWhoseAgentIsMissingWaitsForSomebodyWhoHasItAndIsNoFailedAttempt() {
        Issue issue = askedForAnother();

        assertThat(colony.state(issue)).isEqualTo("analyzing");
        assertThat(colony.one("select attempt || ' ' || failures || ' ' || demand from tasks where state = 'queued'"))
                .isEqualTo("1 {} stage@other");
        assertThat(colony.list("select 1 from cost_events where usd > 0")).isEmpty();
        colony.clock.advance(Duration.ofMinutes(1));
        assertThat(dispatcher(Set.of(ScriptedBackend.NAME, Offer.DEFAULT_AGENT))
                        .claim(colony.register("without"), "without"))
                .isEmpty();
        assertThat(dispatcher(Set.of("other")).claim(colony.register("with"), "with"))
                .get()
                .satisfies(claim -> assertThat(claim.issue().id()).isEqualTo(issue.id()));
    }

    @Test
    void whyAndTasksSayThatNobodyHasIt() {
        Issue issue = askedForAnother();
        colony.clock.advance(Duration.ofMinutes(1));
        StatusQueries status = StatusQueries.postgres(colony.database, colony.clock);

        assertThat(status.tasks().getFirst().waitsFor()).contains("no running worker has agent 'other'");
        assertThat(status.why(issue.key()).orElseThrow().sentence()).contains("no running worker has agent 'other'");

        colony.database.useTransaction(transaction -> Workers.postgres()
                .register(
                        transaction,
                        new Workers.NewWorker(
                                "w", "h", 1, List.of(), colony.clock.instant(), List.of("other"), Optional.empty())));
        assertThat(status.tasks().getFirst().waitsFor()).contains("a worker with agent 'other'");
    }

    @Test
    void aNameThatNoStoreTakesIsAMissingAgentLikeAnyOther() {
        moveMain(".colony/config.yaml", StageFixture.CONFIG + "agent: \"" + "x".repeat(5_000) + "\\0\"\n");
        Issue issue = colony.admitted("Add a greeting");
        assertThat(colony.worker.step()).isTrue();

        assertThat(colony.state(issue)).isEqualTo("analyzing");
        assertThat(colony.one("select demand from tasks where state = 'queued'"))
                .isEqualTo("stage@" + "x".repeat(100));
        assertThat(colony.leases.running()).isZero();
    }

    private Issue askedForAnother() {
        moveMain(".colony/config.yaml", StageFixture.CONFIG + "agent: other\n");
        Issue issue = colony.admitted("Add a greeting");
        assertThat(colony.worker.step()).isTrue();
        return issue;
    }

    private Dispatcher dispatcher(Set<String> agents) {
        Map<String, StageExecutor> executors =
                Map.of("analyze", colony.executor("analyze"), "develop", colony.executor("develop"));
        return new Dispatcher(
                colony.database,
                colony.clock,
                StageFixture.LEASE,
                executors,
                new Offer(executors.keySet(), Optional.of(agents), 0),
                colony.stores,
                new StartGate(colony.breakers, Optional.empty()));
    }
}
