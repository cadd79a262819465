package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import io.colony.engine.process.StopSignal;
import io.colony.engine.stage.HostedWork.Claim;
import io.colony.engine.stage.HostedWork.OfferedTask;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a host with executors of its own asks, and what it is told. */
class HostedWorkIT {
    @TempDir
    Path directory;

    private StageFixture fixture;
    private HostedWork work;
    private Issue issue;

    @BeforeEach
    void start() {
        fixture = new StageFixture(directory);
        work = host();
        issue = fixture.admitted("Add a note");
    }

    /** As a process of the host has it. */
    private HostedWork host() {
        return new HostedWork(
                fixture.database,
                fixture.dispatcher,
                fixture.stores,
                new HostedWork.Identity(fixture.register("builds"), "host"),
                fixture::newWorker);
    }

    @AfterEach
    void end() {
        fixture.close();
    }

    @Test
    void offersWhatIsDueAndClaimsItOnce() {
        OfferedTask task = due();
        assertThat(task.issue()).isEqualTo(issue.key());
        assertThat(task.title()).isEqualTo("Add a note");
        assertThat(task.stage()).isEqualTo("analyze");

        ClaimedTask claimed = claimed(task);
        assertThat(claimed.task().epoch()).as("another offer from now on").isGreaterThan(task.epoch());
        assertThat(work.due(10)).isEmpty();
        assertThat(work.claim(task.taskId(), "agent b"))
                .isInstanceOf(Claim.NotNow.class)
                .asString()
                .contains("somebody else has it");
    }

    @Test
    void saysWhatATaskWaitsFor() {
        OfferedTask task = due();
        fixture.execute(
                "update tasks set held_until = ?, waits_for = 'breaker repository acme/shop: red' where id = ?",
                fixture.clock.instant().plusSeconds(600).atOffset(ZoneOffset.UTC),
                task.taskId());
        assertThat(work.claim(task.taskId(), "agent a"))
                .isEqualTo(new Claim.NotNow("Task " + task.taskId()
                        + " may not start now. It waits for: breaker repository acme/shop: red"));
    }

    @Test
    void runsAClaimToItsEnd() {
        OfferedTask task = due();
        assertThat(work.run(claimed(task), "agent a", fixture.hands, new StopSignal())
                        .orElseThrow())
                .isEqualTo(new HostedWork.Ending("planned", "It is planned.", true));
        assertThat(fixture.state(issue)).isEqualTo("ready-for-dev");
    }

    @Test
    void aLaterProcessTakesAClaimUpWhileItsLeaseRuns() {
        ClaimedTask claim = claimed(due());
        work = host();
        assertThat(work.resume(claim.task().id(), claim.task().epoch()).map(ClaimedTask::runId))
                .contains(claim.runId());
        fixture.clock.advance(StageFixture.LEASE.plusSeconds(1));
        assertThat(fixture.sweep()).isEqualTo(1);
        assertThat(work.resume(claim.task().id(), claim.task().epoch())).isEmpty();
    }

    @Test
    void whatIsDetachedStoresNothing() {
        ClaimedTask claim = claimed(due());
        work.detach();
        assertThat(work.run(claim, "agent a", fixture.hands, new StopSignal())).isEmpty();
        assertThat(fixture.state(issue)).isEqualTo("analyzing");
    }

    private OfferedTask due() {
        assertThat(work.due(10)).hasSize(1);
        return work.due(10).getFirst();
    }

    private ClaimedTask claimed(OfferedTask task) {
        Claim claim = work.claim(task.taskId(), "agent a");
        assertThat(claim).isInstanceOf(Claim.Claimed.class);
        return ((Claim.Claimed) claim).task();
    }
}
