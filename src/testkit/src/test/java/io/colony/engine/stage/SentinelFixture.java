package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.LocalTrustedClones;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.recovery.Election;
import io.colony.engine.recovery.Leadership;
import io.colony.engine.recovery.SentinelSettings;
import io.colony.engine.recovery.sentinel.Sentinel;
import io.colony.engine.recovery.sentinel.SentinelFindings;
import io.colony.engine.recovery.sentinel.SentinelLoop;
import java.util.List;
import java.util.Map;

/** The Sentinel of a {@link StageFixture}, in as many processes as a test wants, stepped by hand. */
final class SentinelFixture {
    private final StageFixture colony;

    SentinelFixture(StageFixture colony) {
        this.colony = colony;
    }

    /** The loop of a process that leads. */
    SentinelLoop leader(String name) {
        Election election = election(name);
        assertThat(election.stand()).isTrue();
        return loop(election);
    }

    Election election(String name) {
        return new Election(colony.database, Leadership.postgres(), Leadership.SENTINEL, name, colony.clock);
    }

    SentinelLoop loop(Election election) {
        return Sentinel.loop(
                colony.database,
                colony.clock,
                election,
                new Sentinel.Stores(
                        colony.stores.workflows(),
                        colony.stores.repositories(),
                        colony.stores.issues(),
                        colony.stores.transitions(),
                        colony.stores.queue(),
                        colony.stores.outbox(),
                        AuditLog.postgres(colony.database),
                        new LocalTrustedClones(
                                colony.work,
                                new GitCommand(
                                        new LocalCommandRunner(),
                                        colony.work.resolve("git-home"),
                                        Map.of("PATH", "/usr/local/bin:/usr/bin:/bin")))),
                colony.forges(),
                colony.intake,
                SentinelSettings.defaults());
    }

    List<SentinelFindings.Entry> findings(String detector) {
        return colony
                .database
                .<List<SentinelFindings.Entry>>inTransaction(
                        transaction -> SentinelFindings.postgres().list(transaction, 100))
                .stream()
                .filter(finding -> finding.detector().equals(detector))
                .toList();
    }

    /** Those that last. */
    List<SentinelFindings.Entry> open(String detector) {
        return findings(detector).stream()
                .filter(finding -> finding.resolvedAt().isEmpty())
                .toList();
    }
}
