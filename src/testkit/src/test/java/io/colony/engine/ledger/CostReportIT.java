package io.colony.engine.ledger;

import static io.colony.engine.ledger.LedgerFixture.NOON;
import static io.colony.engine.ledger.LedgerFixture.event;
import static io.colony.engine.ledger.LedgerFixture.lost;
import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.CostBreakdown.Dimension;
import io.colony.engine.ledger.CostBreakdown.Family;
import io.colony.engine.ledger.CostBreakdown.Slice;
import io.colony.engine.ledger.CostBreakdown.Span;
import io.colony.engine.ledger.CostBreakdown.Spending;
import io.colony.engine.ledger.Ledger.Account;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people are shown and given is the sum of the events, to the micro-dollar. */
class CostReportIT {
    private static final Instant LATE = Instant.parse("2026-01-31T23:59:59.999Z");
    private static final LocalDate LATE_DAY = LocalDate.parse("2026-01-31");
    private static final Span ALL =
            new Span(Optional.of(1L), Optional.empty(), LocalDate.parse("2025-01-01"), LocalDate.parse("2027-01-01"));

    private final LedgerFixture fixture = new LedgerFixture();
    private final Ledger ledger = Ledger.postgres(Ceilings.DEFAULT);
    private final Account one = fixture.store.issue(1);
    private final Account two = fixture.store.issue(2);
    private final Account elsewhere = fixture.store.issue(fixture.store.repository("acme/docs"), 1);

    @BeforeEach
    void book() {
        settle(one, "0.333333", NOON);
        settle(one, "0.000001", LATE);
        settle(two, "0.25", LATE.plusMillis(1));
        settle(elsewhere, "1.10", NOON.plus(Duration.ofDays(1)));
        long doubtful = fixture.store.run(two);
        use(ledger -> transaction -> ledger.settle(transaction, two, lost(doubtful, "2", NOON)));
        long known = fixture.store.run(two);
        use(ledger -> transaction -> ledger.settle(transaction, two, lost(known, "2", NOON)));
        use(ledger -> transaction ->
                ledger.settle(transaction, two, event("run-" + known, known, "0.5", NOON.plus(Duration.ofDays(90)))));
    }

    @AfterEach
    void close() {
        assertThat(fixture.disagreements()).isEmpty();
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource
    void thePartsAreTheWhole(Dimension dimension) {
        CostFigures total = in(transaction -> CostBreakdown.postgres().total(transaction, ALL));
        CostFigures sum = by(dimension).stream().map(Slice::figures).reduce(CostFigures.NOTHING, CostFigures::plus);

        assertThat(total.usd()).isEqualTo(Usd.of("4.183334")).isEqualTo(eventsSum());
        assertThat(total.runs()).isEqualTo(6);
        assertThat(total.events()).isEqualTo(8);
        assertThat(total.estimates()).isEqualTo(1);
        assertThat(total.estimated()).isEqualTo(Usd.of("2"));
        assertThat(sum).usingRecursiveComparison().isEqualTo(total);
    }

    @Test
    void aDayBeginsAtMidnightUtc() {
        assertThat(by(Dimension.DAY))
                .extracting(slice -> slice.name() + " " + slice.figures().usd())
                .containsExactly(
                        "2026-01-05 $2.833333", "2026-01-06 $1.10", "2026-01-31 $0.000001", "2026-02-01 $0.25");
        Span february = new Span(
                Optional.of(1L), Optional.of(1L), LocalDate.parse("2026-02-01"), LocalDate.parse("2026-03-01"));
        assertThat(in(transaction -> CostBreakdown.postgres().total(transaction, february))
                        .usd())
                .isEqualTo(Usd.of("0.25"));
    }

    @Test
    void theSpendingOfDaysIsTheirSumOverTheEvents() {
        Spending all = spending(ALL);
        assertThat(all.total()).isEqualTo(eventsSum());
        assertThat(all.days()).hasSize(4).containsEntry(LocalDate.parse("2026-01-31"), Usd.of("0.000001"));

        Span thirty = new Span(Optional.of(1L), Optional.empty(), LATE_DAY, LocalDate.parse("2026-02-01")).last(30);
        assertThat(thirty.from()).isEqualTo(LocalDate.parse("2026-01-02"));
        assertThat(spending(thirty).total()).isEqualTo(Usd.of("3.933334")).isEqualTo(all.total(thirty));
        assertThat(spending(thirty.last(1)).days()).containsOnlyKeys(LATE_DAY);
        assertThat(spending(new Span(Optional.of(1L), Optional.of(1L), thirty.from(), thirty.to()))
                        .total())
                .isEqualTo(Usd.of("2.833334"));
        assertThat(spending(new Span(Optional.of(9L), Optional.empty(), thirty.from(), thirty.to()))
                        .total())
                .isEqualTo(Usd.ZERO);
    }

    @Test
    void aCorrectedRunCountsUnderTheModelThatItTrulyUsed() {
        assertThat(by(Dimension.MODEL))
                .extracting(slice -> slice.name() + " " + slice.figures().runs() + " "
                        + slice.figures().usd())
                .containsExactly("m 5 $2.183334", " 1 $2.00");
    }

    @Test
    void aMergedChangeCostsWhatItsIssueCostWheneverThatWas() {
        execute("update issues set state = 'done', merge_sha = repeat('a', 40), entered_at = '2026-02-03T00:00Z'"
                + " where id in (1, 2)");
        Span february = new Span(
                Optional.of(1L), Optional.empty(), LocalDate.parse("2026-02-01"), LocalDate.parse("2026-03-01"));

        CostBreakdown.Merged merged = in(transaction -> CostBreakdown.postgres().merged(transaction, february));
        assertThat(merged).isEqualTo(new CostBreakdown.Merged(2, Usd.of("3.083334")));
        assertThat(new CostBreakdown.Merged(0, Usd.ZERO).each()).isEmpty();
    }

    @Test
    void anEpicShowsItsOwnAndItsChildrensCostAndEachKeepsItsAccount() {
        Account grandchild = fixture.store.issue(3);
        settle(grandchild, "0.04", NOON);
        child(one, two);
        child(two, grandchild);
        // A circle, and a child by two ways: neither may count anything twice.
        child(grandchild, one);
        child(one, grandchild);

        Family family = in(transaction -> CostBreakdown.postgres().family(transaction, one.issueId()));

        assertThat(family.own().spent()).isEqualTo(Usd.of("0.333334"));
        assertThat(family.descendants())
                .extracting(CostBreakdown.Member::issue)
                .containsExactly("acme/app#2", "acme/app#3");
        assertThat(family.all().spent()).isEqualTo(Usd.of("3.123334"));
        assertThat(fixture.issueTotal(two).spent()).isEqualTo(Usd.of("2.75"));
    }

    @Test
    void theExportHoldsEveryEventExactlyAndNothingThatASpreadsheetWouldRun() {
        long run = fixture.store.run(one);
        CostEvent hostile = event("=HYPERLINK(\"http://evil\")", run, "0.000007", NOON);
        use(ledger -> transaction -> ledger.settle(transaction, one, withModel(hostile, "@SUM(1,\"2\")\r\n=x")));

        List<List<String>> rows = parsed(export(CostCsv.Range.ALL));

        assertThat(rows.getFirst()).isEqualTo(CostCsv.COLUMNS);
        List<List<String>> events = rows.subList(1, rows.size());
        assertThat(events).allSatisfy(row -> assertThat(row).hasSize(CostCsv.COLUMNS.size()));
        assertThat(events.stream()
                        .map(row -> new BigDecimal(row.get(CostCsv.COLUMNS.indexOf("usd"))))
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(eventsSum().amount());
        List<String> last = events.stream()
                .filter(row -> row.get(CostCsv.COLUMNS.indexOf("run")).equals(Long.toString(run)))
                .findFirst()
                .orElseThrow();
        assertThat(last)
                .contains("'=HYPERLINK(\"http://evil\")", "'@SUM(1,\"2\")\r\n=x", "2026-01-05T12:00:00Z", "0.000007");
        assertThat(events)
                .extracting(row -> row.get(CostCsv.COLUMNS.indexOf("kind")))
                .contains("reversal", "correction");
    }

    @Test
    void theExportOfADayHoldsThatDayAlone() {
        Instant day = Instant.parse("2026-01-31T00:00:00Z");
        CostCsv.Range range = new CostCsv.Range(
                Optional.of(1L), Optional.of(1L), Optional.of(day), Optional.of(day.plus(Duration.ofDays(1))));

        assertThat(parsed(export(range))).hasSize(2).last().asString().contains("0.000001");
    }

    @Test
    void theExportReadsByACursorAndNotAllAtOnce() {
        execute("""
                insert into cost_events (idempotency_key, tenant_id, repository_id, issue_id, run_id, role, stage, attempt,
                  back_end, turns, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, usd, estimated,
                  worker_seconds, at)
                select 'many-' || n, 1, 1, 1, 1, 'b', 'd', 1, 'c', 0, 0, 0, 0, 0, 0.000001, false, 0,
                  '2026-01-01'::timestamptz + n * interval '1 second' from generate_series(1, 20000) n
                """);
        int[] most = {0};
        CostCsv.Exported exported =
                in(transaction -> CostCsv.postgres().write(transaction, CostCsv.Range.ALL, new ByteArrayOutputStream() {
                    @Override
                    public synchronized void write(byte[] bytes, int from, int length) {
                        most[0] = Math.max(most[0], length);
                    }
                }));

        assertThat(exported.rows()).isEqualTo(20_008);
        assertThat(most[0]).as("written in pieces").isLessThan(300_000);
        // The rows were put in behind the ledger's back.
        execute("alter table cost_events disable trigger append_only");
        execute("delete from cost_events where idempotency_key like 'many-%'");
    }

    @Test
    void theVerificationNamesEveryKindOfMismatch() {
        List<String> harm = List.of(
                "update ledger_totals set spent = spent + 0.000001 where scope = 'issue' and scope_id = 1",
                "update ledger_totals set events = events - 1 where scope = 'repository-month' and scope_id = 1 and period = '2026-01'",
                "update ledger_totals set reserved = 1 where scope = 'repository' and scope_id = 1 and period = '2026-01-05'",
                "update cost_rollups set output_tokens = output_tokens + 1 where day = '2026-01-06'",
                "delete from cost_rollups where day = '2026-02-01'",
                "update agent_runs set ended_at = now(), end_kind = 'completed'",
                "insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at, ended_at, end_kind)"
                        + " select issue_id, task_id, stage, attempt, epoch + 1, worker_id, started_at, now(), 'completed'"
                        + " from agent_runs limit 1");
        harm.forEach(this::execute);

        List<LedgerVerification.Mismatch> found = fixture.disagreements();

        assertThat(found)
                .extracting(LedgerVerification.Mismatch::where)
                .anySatisfy(where -> assertThat(where).isEqualTo("issue 1"))
                .anySatisfy(where -> assertThat(where).isEqualTo("repository-month 1 2026-01"))
                .anySatisfy(where -> assertThat(where).isEqualTo("repository 1 2026-01-05"))
                .anySatisfy(where -> assertThat(where).contains("2026-01-06"))
                .anySatisfy(where -> assertThat(where).contains("2026-02-01"))
                .anySatisfy(where -> assertThat(where).startsWith("run "));
        assertThat(found).hasSize(6);
        undo();
    }

    private void undo() {
        execute("update ledger_totals set spent = spent - 0.000001 where scope = 'issue' and scope_id = 1");
        execute("update ledger_totals set events = events + 1 where scope = 'repository-month' and scope_id = 1"
                + " and period = '2026-01'");
        execute("update ledger_totals set reserved = 0");
        execute("update cost_rollups set output_tokens = output_tokens - 1 where day = '2026-01-06'");
        execute(
                "insert into cost_rollups (tenant_id, day, repository_id, role, stage, back_end, model, events, runs, turns,"
                        + " input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, usd,"
                        + " worker_seconds) select tenant_id, '2026-02-01', repository_id, role, stage, back_end, model, 1, 1, turns,"
                        + " input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, usd,"
                        + " worker_seconds from cost_events where usd = 0.25");
        execute("alter table agent_runs disable trigger completed_once");
        execute("delete from agent_runs where epoch = 2");
    }

    private void settle(Account account, String usd, Instant at) {
        long run = fixture.store.run(account);
        use(ledger -> transaction -> ledger.settle(transaction, account, event("run-" + run, run, usd, at)));
    }

    private static CostEvent withModel(CostEvent event, String model) {
        return new CostEvent(
                event.key(),
                event.kind(),
                event.runId(),
                event.role(),
                event.stage(),
                event.attempt(),
                event.backEnd(),
                Optional.of(model),
                event.turns(),
                event.tokens(),
                event.usd(),
                event.estimated(),
                event.basis(),
                event.workerSeconds(),
                event.at());
    }

    private Spending spending(Span span) {
        return fixture.store
                .database()
                .inSingleRead(transaction -> CostBreakdown.postgres().spending(transaction, span));
    }

    private List<Slice> by(Dimension dimension) {
        return in(transaction -> CostBreakdown.postgres().by(transaction, dimension, ALL));
    }

    private void child(Account epic, Account part) {
        execute("insert into issue_dependencies (issue_id, depends_on, kind, source, created_at) values ("
                + epic.issueId() + ", " + part.issueId() + ", 'child', 'test', now())");
    }

    private Usd eventsSum() {
        return in(transaction -> transaction
                .handle()
                .createQuery("select sum(usd) from cost_events")
                .mapTo(BigDecimal.class)
                .map(Usd::new)
                .one());
    }

    private String export(CostCsv.Range range) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        in(transaction -> CostCsv.postgres().write(transaction, range, out));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** As RFC 4180 has it. */
    private static List<List<String>> parsed(String csv) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ',') {
                row.add(cell.toString());
                cell.setLength(0);
            } else if (!quoted && c == '\r') {
                row.add(cell.toString());
                cell.setLength(0);
                rows.add(row);
                row = new ArrayList<>();
                i++;
            } else {
                cell.append(c);
            }
        }
        return rows;
    }

    private interface Act {
        void in(Transaction transaction);
    }

    private void use(Function<Ledger, Act> act) {
        fixture.store.database().useTransaction(transaction -> act.apply(ledger).in(transaction));
    }

    private void execute(String sql) {
        fixture.store
                .database()
                .useTransaction(transaction -> transaction.handle().execute(sql));
    }

    private <T> T in(Function<Transaction, T> function) {
        return fixture.store.database().inTransaction(function);
    }
}
