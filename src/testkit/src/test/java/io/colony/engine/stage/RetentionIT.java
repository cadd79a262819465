package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.TablePolicy;
import io.colony.engine.issue.Issue;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.retention.Retention;
import io.colony.engine.retention.RetentionClass;
import io.colony.engine.retention.RetentionSettings;
import io.colony.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the application's role, so that a statement that its rights do not cover fails. */
class RetentionIT {
    @TempDir
    Path work;

    private StageFixture colony;
    private Issue merged;
    private Issue open;

    @BeforeEach
    void start() {
        colony = new StageFixture(work, Ceilings.DEFAULT, TestDatabase.restricted());
        merged = colony.admitted("Add a greeting");
        colony.workOn();
        colony.deliver();
        colony.execute("update gate_results set log = 'all well'");
        open = colony.admitted("Another thing");
        colony.worker.step();
        colony.execute(
                "insert into webhook_deliveries (forge, delivery_id, event, payload, received_at, processed_at, failed_at)"
                        + " values ('local', 'old', 'push', '{}', ?, ?, null), ('local', 'open', 'push', '{}', ?, null, null),"
                        + " ('local', 'aside', 'push', '{}', ?, null, ?)",
                colony.clock.instant(),
                colony.clock.instant(),
                colony.clock.instant(),
                colony.clock.instant(),
                colony.clock.instant());
    }

    @AfterEach
    void stop() {
        colony.close();
    }

    @Test
    void everyClassIsOfATableWhoseRowsMayGo() {
        assertThat(RetentionClass.values())
                .allSatisfy(what -> assertThat(TablePolicy.of(what.table()))
                        .get()
                        .satisfies(policy -> assertThat(
                                        policy.delete() || (what == RetentionClass.GATE_LOGS && !policy.history()))
                                .as("%s must not be history", what.table())
                                .isTrue()));
    }

    @Test
    void nothingGoesBeforeItsTime() {
        colony.clock.advance(Duration.ofDays(29));

        assertThat(retention(RetentionSettings.DEFAULT).run("operator:olga").values())
                .allSatisfy(rows -> assertThat(rows).isZero());
    }

    @Test
    void whatIsOldGoesAndHistoryAndWhatBelongsToAnOpenIssueStay() {
        Map<String, String> before = protectedRows();
        colony.clock.advance(Duration.ofDays(400));
        Retention retention = retention(RetentionSettings.DEFAULT);

        Map<RetentionClass, Long> due = retention.due();
        assertThat(due).hasSize(RetentionClass.values().length);
        assertThat(due.values()).allSatisfy(rows -> assertThat(rows).isPositive());
        assertThat(retention.run("operator:olga")).isEqualTo(due);

        assertThat(protectedRows()).isEqualTo(before);
        assertThat(of(merged, "transcripts t join agent_runs r on r.id = t.run_id", "r"))
                .isZero();
        assertThat(of(merged, "attempt_artifacts a", "a")).isZero();
        assertThat(colony.one("select gate || ' ' || result || ' [' || log || ']' from gate_results"))
                .isEqualTo("check pass []");
        assertThat(colony.list("select delivery_id from webhook_deliveries")).containsExactly("open");
        assertThat(colony.list("select 1 from outbox where delivered_at is not null"))
                .isEmpty();
        assertThat(colony.list("select 1 from outbox where delivered_at is null"))
                .isNotEmpty();
        assertThat(of(open, "transcripts t join agent_runs r on r.id = t.run_id", "r"))
                .isPositive();
        assertThat(of(open, "attempt_artifacts a", "a")).isPositive();
        assertThat(colony.list("select subject || ' ' || actor || ' ' || (detail ->> 'rows') from audit_log"
                        + " where action = 'retention' order by id"))
                .containsExactlyElementsOf(due.entrySet().stream()
                        .map(entry -> entry.getKey().slug() + " operator:olga " + entry.getValue())
                        .toList());
        assertThat(retention.run("operator:olga").values())
                .allSatisfy(rows -> assertThat(rows).isZero());
    }

    @Test
    void aClassThatIsKeptForEverIsLeftAlone() {
        colony.clock.advance(Duration.ofDays(4_000));

        assertThat(retention(new RetentionSettings(Map.of(RetentionClass.OUTBOX, Duration.ofDays(1))))
                        .run("operator:olga"))
                .containsOnlyKeys(RetentionClass.OUTBOX);
        assertThat(of(merged, "attempt_artifacts a", "a")).isPositive();
    }

    @Test
    void moreThanABatchGoesInSeveralTransactions() {
        colony.execute(
                "insert into webhook_deliveries (forge, delivery_id, event, payload, received_at, processed_at)"
                        + " select 'local', n::text, 'push', '{}', ?, ? from generate_series(1, 2500) n",
                colony.clock.instant(),
                colony.clock.instant());
        colony.clock.advance(Duration.ofDays(31));

        assertThat(retention(RetentionSettings.DEFAULT).run("operator:olga"))
                .containsEntry(RetentionClass.DELIVERIES, 2_502L);
        assertThat(colony.list("select detail ->> 'rows' from audit_log where subject = 'deliveries' order by id"))
                .containsExactly("1000", "1000", "502");
    }

    private Retention retention(RetentionSettings settings) {
        return new Retention(
                colony.database, colony.clock, settings, colony.stores.workflows(), AuditLog.postgres(colony.database));
    }

    private long of(Issue issue, String tables, String owner) {
        return Long.parseLong(
                colony.one("select count(*) from " + tables + " where " + owner + ".issue_id = ?", issue.id()));
    }

    /** Everything of the tables that no retention may touch; the audit log only grows. */
    private Map<String, String> protectedRows() {
        List<String> classes = Arrays.stream(RetentionClass.values())
                .map(RetentionClass::table)
                .toList();
        Map<String, String> rows = new TreeMap<>();
        TablePolicy.all().stream()
                .map(TablePolicy::table)
                .filter(table -> !classes.contains(table))
                .forEach(table -> rows.put(
                        table,
                        colony.one("select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from " + table
                                + " t"
                                + (table.equals("audit_log") ? " where action <> 'retention'" : ""))));
        return rows;
    }
}
