package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.audit.AuditReader;
import io.colony.engine.issue.Issue;
import io.colony.engine.ledger.Ceilings;
import io.colony.testkit.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole engine works as the role that can change no history. */
class RestrictedRoleIT {
    @TempDir
    Path work;

    private StageFixture colony;

    @BeforeEach
    void start() {
        colony = new StageFixture(work, Ceilings.DEFAULT, TestDatabase.restricted());
    }

    @AfterEach
    void stop() {
        colony.close();
    }

    @Test
    void anIssueGoesFromIntakeToMergedAndIsToldAndSealed() {
        Issue issue = colony.admitted("Add a greeting");
        colony.workOn();
        colony.deliver();
        AuditLog audit = AuditLog.postgres(colony.database);
        assertThat(audit.seal()).isPositive();

        assertThat(colony.one("select current_user")).isEqualTo(TestDatabase.APPLICATION);
        assertThat(colony.state(issue)).isEqualTo("done");
        assertThat(colony.list("select 1 from outbox where delivered_at is null"))
                .isEmpty();
        AuditReader reader = AuditReader.postgres(colony.database);
        assertThat(reader.verify(reader.tenants().getFirst(), to -> {}).intact())
                .isTrue();
    }

    @Test
    void aLostWorkerIsTakenBackAndAPersonDecides() {
        Issue issue = colony.reached("ready-for-dev");
        colony.forge.after("push", () -> {
            throw new HookedForge.Killed();
        });
        colony.loseWorker(colony.worker::step);
        colony.event(issue, "pause");
        colony.event(issue, "resume");
        colony.workOn();

        assertThat(colony.state(issue)).isEqualTo("done");
    }
}
