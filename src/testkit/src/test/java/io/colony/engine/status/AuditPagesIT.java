package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.testkit.StoreFixture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The audit log on a store with 20,000 rows, of which the newest 10 are not sealed. */
class AuditPagesIT {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @SuppressWarnings("NullAway.Init")
    private static StoreFixture store;

    @SuppressWarnings("NullAway.Init")
    private static AuditPages audit;

    @BeforeAll
    static void fill() {
        store = new StoreFixture();
        audit = AuditPages.postgres(store.database);
        store.execute("""
                insert into audit_log (tenant_id, at, actor, action, subject, detail, seq, previous, hash)
                select ?, timestamptz '2026-01-01 00:00Z' + n * interval '1 second', 'operator:p' || n % 50,
                  (array['transition', 'transition-refused', 'budget-raised'])[1 + n % 3], 'acme/shop#' || n % 20,
                  jsonb_build_object('n', n), case when n <= 19990 then n end, case when n <= 19990 then repeat('0', 64) end,
                  case when n <= 19990 then md5(n::text) || md5(n::text) end
                from generate_series(1, 20000) n
                """, store.tenantId);
        store.execute("analyze audit_log");
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void theNewestComeFirstAndSayWhetherTheyAreSealed() {
        AuditPage page = audit.rows(AuditFilter.ALL, PageRequest.first(11));

        assertThat(page.entries())
                .extracting(entry -> entry.detail().path("n").asInt())
                .startsWith(20000, 19999)
                .endsWith(19990);
        assertThat(page.entries().getFirst().sealed()).isFalse();
        assertThat(page.entries().getLast().seq()).contains(19990L);
        assertThat(page.entries().getLast().hash())
                .hasValueSatisfying(hash -> assertThat(hash).hasSize(64));
        assertThat(audit.chains())
                .containsExactly(new AuditChain(
                        "acme",
                        Optional.of(19990L),
                        page.entries().getLast().hash(),
                        10,
                        Optional.of(START.plusSeconds(19991))));
    }

    @Test
    void pagesGiveEveryRowOfASubjectOnce() {
        List<AuditEntry> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            AuditPage page = audit.rows(of("acme/shop#7"), PageRequest.after(150, cursor));
            all.addAll(page.entries());
            cursor = page.cursor();
        } while (cursor.isPresent());

        assertThat(all).hasSize(1000).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(entry -> assertThat(entry.subject()).isEqualTo("acme/shop#7"));
    }

    @Test
    void filtersByActorActionAndSpanTogether() {
        AuditFilter filter = new AuditFilter(
                Optional.empty(),
                Optional.of("operator:p7"),
                Optional.of("transition"),
                Optional.of(START.plusSeconds(57)),
                Optional.of(START.plusSeconds(358)));

        assertThat(audit.rows(filter, PageRequest.FIRST).entries())
                .extracting(entry -> entry.detail().path("n").asInt())
                .containsExactly(357, 207, 57);
    }

    @Test
    void aPageReadsItsShareAndSortsNothing() {
        AuditFilter span = new AuditFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(START.plusSeconds(5000)),
                Optional.of(START.plusSeconds(6000)));
        AuditFilter actor = new AuditFilter(
                Optional.empty(), Optional.of("operator:p7"), Optional.empty(), Optional.empty(), Optional.empty());
        for (AuditFilter filter : List.of(AuditFilter.ALL, of("acme/shop#7"), actor, span)) {
            Optional<String> cursor = audit.rows(filter, PageRequest.FIRST).cursor();
            for (PageRequest page : List.of(PageRequest.FIRST, PageRequest.after(50, cursor))) {
                PostgresAuditPages.Question question = PostgresAuditPages.question(filter, page);
                String plan = store.database.<String>inTransaction(transaction -> String.join(
                        "\n",
                        transaction.query(
                                row -> row.getString(1),
                                "explain " + question.sql(),
                                question.values().toArray())));
                assertThat(plan).as(plan).doesNotContain("Sort").contains("audit_log_by_");
            }
        }
    }

    private static AuditFilter of(String subject) {
        return new AuditFilter(
                Optional.of(subject), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
