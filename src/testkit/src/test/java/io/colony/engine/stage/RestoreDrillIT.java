package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.audit.AuditReader;
import io.colony.engine.audit.AuditVerification;
import io.colony.engine.backup.Backup;
import io.colony.engine.backup.BackupFile;
import io.colony.engine.backup.Reconciliation.Finding;
import io.colony.engine.backup.Restore;
import io.colony.engine.backup.RestorePart;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.issue.Issue;
import io.colony.engine.ledger.Ceilings;
import io.colony.testkit.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The drill: a backup, work that goes on until it shows on the code host, the store lost, the backup restored onto the same
 * code host. The local code host's rows are carried over by a second backup, as docs/operations.md says.
 */
class RestoreDrillIT {
    @TempDir
    Path work;

    private final List<StageFixture> colonies = new ArrayList<>();
    private StageFixture colony;

    @BeforeEach
    void start() {
        colony = on(TestDatabase.restricted());
    }

    @AfterEach
    void stop() {
        colonies.forEach(StageFixture::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"analyzing", "ready-for-dev", "in-review", "merge-pending"})
    void whatWasMergedAfterTheBackupIsRecordedAndNotDoneAgain(String state) {
        Issue issue = colony.reached(state);
        Path backup = backup("early");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
        String main = colony.main();

        StageFixture restored = restored(backup);
        assertThat(restored.state(issue)).isEqualTo(state);
        List<Finding> findings = restored.reconcile();
        restored.workOn();

        assertThat(findings)
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.what()).contains("was merged on the code host after the backup"));
        assertThat(restored.state(issue)).isEqualTo("done");
        assertThat(restored.now(issue).mergeSha()).contains(main);
        assertThat(restored.main()).isEqualTo(main);
        assertThat(restored.forge.calls("merge")
                        + restored.forge.calls("openPullRequest")
                        + restored.forge.calls("push"))
                .isZero();
        assertThat(restored.list("select 1 from local_pull_requests")).hasSize(1);
        assertThat(restored.reconcile()).as("it is done once").isEmpty();
        assertIntact(restored);
    }

    @Test
    void aPullRequestOpenedAfterTheBackupIsTakenUpAndStaysTheOnlyOne() {
        Issue issue = colony.reached("ready-for-dev");
        Path backup = backup("early");
        colony.worker.step();
        assertThat(colony.state(issue)).isEqualTo("in-review");

        StageFixture restored = restored(backup);
        assertThat(restored.reconcile())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("was opened after the backup"));
        addSomethingMore(restored);
        restored.workOn();

        assertThat(restored.state(issue)).isEqualTo("done");
        assertThat(restored.list("select 1 from local_pull_requests")).hasSize(1);
        assertIntact(restored);
    }

    @Test
    void anOpenIntentOfTheBackupIsAnsweredByWhatTheCodeHostHolds() {
        Issue issue = colony.reached("merge-pending");
        Path[] backup = new Path[1];
        colony.forge.before("merge", () -> backup[0] = backup("within-the-merge"));
        colony.worker.step();
        assertThat(colony.state(issue)).isEqualTo("done");

        StageFixture restored = restored(backup[0]);
        assertThat(restored.list("select kind from forge_intents where state = 'open'"))
                .containsExactly("merge");
        restored.reconcile();

        assertThat(restored.state(issue)).isEqualTo("done");
        assertThat(restored.one("select state from forge_intents where kind = 'merge'"))
                .isEqualTo("done");
    }

    @Test
    void workOfWhichTheStoreKnowsNothingIsForAPerson() {
        Issue issue = colony.reached("ready-for-dev");
        Path backup = backup("early");
        colony.forge.after("push", () -> {
            throw new HookedForge.Killed();
        });
        assertThatThrownBy(() -> colony.worker.step()).isInstanceOf(HookedForge.Killed.class);

        StageFixture restored = restored(backup);
        restored.reconcile();
        assertThat(restored.state(issue)).isEqualTo("paused");
        assertThat(restored.reason(issue)).contains("no pull request");

        restored.event(issue, "resume");
        addSomethingMore(restored);
        restored.workOn();
        assertThat(restored.state(issue)).isEqualTo("done");
        assertThat(restored.list("select 1 from local_pull_requests")).hasSize(1);
    }

    @Test
    void anIssueTakenInAfterTheBackupIsHeldWhereItHasABranch() {
        Path backup = backup("before-the-issue");
        Issue forgotten = colony.reached("in-review");
        Issue untouched = colony.file("Another", "Nothing was done for it");

        StageFixture restored = restored(backup);
        assertThat(restored.reconcile())
                .singleElement()
                .satisfies(finding -> assertThat(finding.issue()).isEqualTo(forgotten.key()));

        assertThat(restored.one(
                        "select state from issues where number = ?",
                        forgotten.key().number()))
                .isEqualTo("paused");
        assertThat(restored.list(
                        "select state from issues where number = ?",
                        untouched.key().number()))
                .isEmpty();
    }

    @Test
    void aLaterStartAfterTheBackupIsNotDoneOnceMore() {
        Issue issue = colony.reached("in-review");
        Path backup = backup("early");
        colony.event(issue, "reimplement");
        colony.workOn();
        assertThat(colony.state(issue)).isEqualTo("done");
        String main = colony.main();

        StageFixture restored = restored(backup);
        restored.reconcile();

        assertThat(restored.state(issue)).isEqualTo("done");
        assertThat(restored.now(issue).mergeSha()).contains(main);
    }

    @Test
    void nothingIsDecidedWhileTheCodeHostIsAway() {
        colony.reached("in-review");
        Path backup = backup("early");

        StageFixture restored = restored(backup);
        restored.forge.before("branches", () -> {
            throw ForgeException.temporary("the code host is away");
        });
        assertThatThrownBy(restored::reconcile).hasMessageContaining("the code host is away");
        assertThat(restored.one("select count(*) from store_identity where reconciled_at is null"))
                .isEqualTo("1");
        restored.reconcile();
        assertThat(restored.one("select count(*) from store_identity where reconciled_at is null"))
                .isEqualTo("0");
    }

    @Test
    void idsAndWorkersOfTheLifeBeforeDoNotComeBack() {
        Issue issue = colony.reached("ready-for-dev");
        Path[] backup = new Path[1];
        colony.forge.before("push", () -> backup[0] = backup("while-at-work"));
        colony.worker.step();
        long lastRun = Long.parseLong(colony.one("select max(id) from agent_runs"));

        StageFixture restored = restored(backup[0]);
        assertThat(restored.list("select 1 from workers where stopped_at is null and id < 1000000"))
                .isEmpty();
        restored.reconcile();
        restored.sweep();
        restored.clock.advance(java.time.Duration.ofMinutes(1));
        restored.workOn();

        assertThat(restored.state(issue)).isEqualTo("done");
        assertThat(Long.parseLong(restored.one("select max(id) from agent_runs")))
                .isGreaterThan(lastRun + 900_000);
        assertThat(restored.list("select end_kind from agent_runs where stage = 'develop' order by id"))
                .containsExactly("lost", "completed");
    }

    /** The Builder finds its forgotten work on the branch and goes on from there. */
    private static void addSomethingMore(StageFixture fixture) {
        fixture.agent.next("develop", agent -> {
            agent.write("more.txt", "more\n");
            return ScriptedBackend.completed(agent.submission("more.txt"));
        });
    }

    private StageFixture on(TestDatabase store) {
        StageFixture fixture = new StageFixture(work, Ceilings.DEFAULT, store);
        colonies.add(fixture);
        return fixture;
    }

    private Path backup(String name) {
        AuditLog.postgres(colony.database).seal();
        Path file = work.resolve(name + ".backup");
        new Backup(colony.database, colony.clock, "test").write(file);
        return file;
    }

    /** The store as of the backup, on the code host as it now is. */
    private StageFixture restored(Path backup) {
        Path now = backup("code-host-now");
        DatabaseSettings empty = TestDatabase.empty();
        restore(empty, now, RestorePart.CODE_HOST);
        restore(empty, backup, RestorePart.STORE);
        return on(TestDatabase.of(empty));
    }

    private void restore(DatabaseSettings into, Path file, RestorePart part) {
        try (BackupFile backup = BackupFile.open(file)) {
            new Restore(into, colony.clock, "operator:olga").run(backup, part);
        }
    }

    private static void assertIntact(StageFixture fixture) {
        Database database = fixture.database;
        AuditLog.postgres(database).seal();
        AuditReader reader = AuditReader.postgres(database);
        AuditVerification found = reader.verify(reader.tenants().getFirst(), to -> {});
        assertThat(found.findings()).isEmpty();
        assertThat(fixture.list("select action from audit_log where action like 'store-%' order by id"))
                .containsExactly("store-restored", "store-reconciled");
    }
}
