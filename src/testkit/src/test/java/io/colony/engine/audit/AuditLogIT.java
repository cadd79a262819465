package io.colony.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.audit.AuditFinding.Kind;
import io.colony.engine.audit.AuditReader.Selection;
import io.colony.testkit.StoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogIT {
    private final StoreFixture store = new StoreFixture();
    private final AuditLog audit = store.audit;
    private final AuditReader reader = AuditReader.postgres(store.database);
    private final List<AuditAnchor> anchors = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anEmptyLogIsIntact() {
        assertThat(verify().intact()).isTrue();
        assertThat(verify().rows()).isZero();
        assertThat(verify().head()).isEmpty();
        assertThat(audit.seal()).isZero();
        assertThat(reader.heads(Instant.EPOCH)).isEmpty();
    }

    @Test
    void sealsWhatWasAppendedAndNamesWhatIsNotWithItsAge() {
        append(3);
        assertThat(verify().unsealed().count()).isEqualTo(3);

        assertThat(audit.seal()).isEqualTo(3);
        append(2);

        AuditVerification verification = verify();
        assertThat(verification.intact()).isTrue();
        assertThat(verification.sealed()).isEqualTo(3);
        assertThat(verification.unsealed().count()).isEqualTo(2);
        assertThat(verification.unsealed().ids()).hasSize(2);
        assertThat(verification.unsealed().oldest()).contains(store.clock.instant());
        assertThat(verification.head()).contains(head());
    }

    @Test
    void chainsEachTenantOnItsOwn() {
        long other =
                store.query(Long.class, "insert into tenants (slug, created_at) values ('other', now()) returning id");
        append(2);
        append(other, "theirs");
        append(1);
        assertThat(audit.seal()).isEqualTo(4);

        assertThat(verify().sealed()).isEqualTo(3);
        assertThat(reader.verify(new AuditReader.Tenant(other, "other"), to -> {})
                        .sealed())
                .isEqualTo(1);
        assertThat(reader.heads(Instant.EPOCH)).extracting(AuditAnchor::tenant).containsExactly("acme", "other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor = 'operator:eve'",
                "action = 'other'",
                "subject = 'acme/shop#9'",
                "detail = '{\"n\": 7}'",
                "at = at + interval '1 microsecond'",
                "hash = repeat('0', 64)",
                "previous = repeat('1', 64)"
            })
    void namesTheRowThatWasChanged(String change) {
        append(5);
        audit.seal();
        tamper("update audit_log set " + change + " where seq = 3");

        AuditVerification verification = verify();

        assertThat(verification.findings())
                .anySatisfy(finding ->
                        assertThat(finding.slug() + " " + finding.seq()).isEqualTo("changed 3"));
        assertThat(verification.findings())
                .allSatisfy(finding -> assertThat(finding.seq()).isBetween(3L, 4L));
        assertThat(verification.sealed()).isEqualTo(2);
        assertThat(verification.rows()).isEqualTo(5);
    }

    @Test
    void namesEveryRowThatWasChangedAndNoOther() {
        append(9);
        audit.seal();
        tamper("update audit_log set actor = 'operator:eve' where seq = 2");
        tamper("update audit_log set action = 'other' where seq = 7");

        assertThat(verify().findings()).extracting(AuditFinding::seq).containsExactly(2L, 7L);
    }

    @Test
    void namesWhichRowsAreMissing() {
        append(5);
        audit.seal();
        tamper("delete from audit_log where seq = 2");
        tamper("delete from audit_log where seq = 3");

        assertThat(verify().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem()).isEqualTo("rows 2 to 3 are missing before it"));
    }

    @Test
    void aRowMovedToAnotherTenantIsMissedThereAndStrangeHere() {
        long other =
                store.query(Long.class, "insert into tenants (slug, created_at) values ('other', now()) returning id");
        append(3);
        audit.seal();
        tamper("update audit_log set tenant_id = " + other + " where seq = 3");
        anchors.add(anchor(new AuditHead(3, "0".repeat(64))));

        assertThat(kinds()).containsExactly(Kind.CUT_OFF);
        assertThat(reader.verify(new AuditReader.Tenant(other, "other"), to -> {})
                        .findings())
                .extracting(AuditFinding::kind)
                .containsExactly(Kind.MISSING, Kind.CHANGED);
    }

    @Test
    void aHeadKeptElsewhereShowsACutOffEnd() {
        append(5);
        audit.seal();
        anchors.add(anchor(head()));
        tamper("delete from audit_log where seq = 5");
        tamper("delete from audit_log where seq = 4");

        assertThat(verify().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem())
                        .contains("the log ends with row 3, but row 5 was noted")
                        .contains("cut off"));
    }

    @Test
    void theSealersOwnNotesShowACutOffEndToo() {
        append(3);
        sealer().step();
        append(2);
        store.clock.advance(Duration.ofMinutes(2));
        sealer().step();
        tamper("delete from audit_log where seq = 5");

        assertThat(kinds()).containsExactly(Kind.CUT_OFF);
        readFile();
        assertThat(anchors).extracting(anchor -> anchor.head().seq()).contains(3L, 5L);
        assertThat(kinds()).containsExactly(Kind.CUT_OFF, Kind.CUT_OFF);
    }

    @Test
    void aChainThatWasSealedAnewFromSomewhereIsFoundByAnyLaterHead() {
        append(6);
        audit.seal();
        anchors.add(anchor(head()));
        sealAnew("update audit_log set actor = 'operator:eve' where id = (select id from audit_log where seq = 3)", 3);

        assertThat(reader.verify(tenant(), to -> {}).intact())
                .as("the chain alone cannot know")
                .isTrue();
        assertThat(kinds()).containsExactly(Kind.RESEALED);
    }

    @Test
    void theSealerNotesOnlyWhatGrewAndComplainsOfAChainThatShrank() throws IOException {
        append(2);
        AuditSealer sealer = sealer();
        assertThat(sealer.step()).isTrue();
        store.clock.advance(Duration.ofMinutes(2));
        assertThat(sealer.step()).isFalse();
        assertThat(Files.readAllLines(file().path())).hasSize(1);

        tamper("delete from audit_log where seq = 2");
        append(1);
        store.clock.advance(Duration.ofMinutes(2));
        sealer.step();

        assertThat(Files.readAllLines(file().path()))
                .as("a broken chain is noted no more")
                .hasSize(1);
        assertThat(store.query(Integer.class, "select count(*) from audit_anchors"))
                .isEqualTo(1);
    }

    @Test
    void endingCleanlySealsAndNotesEverything() {
        append(2);
        sealer().finish();

        assertThat(verify().unsealed().count()).isZero();
        assertThat(store.query(Long.class, "select max(seq) from audit_anchors"))
                .isEqualTo(2);
    }

    @Test
    void sealersSideBySideMakeOneChain() throws Exception {
        try (ExecutorService sealers = Executors.newFixedThreadPool(3)) {
            for (int round = 0; round < 10; round++) {
                append(5);
                Future<Integer> one = sealers.submit(audit::seal);
                Future<Integer> two = sealers.submit(audit::seal);
                one.get(30, TimeUnit.SECONDS);
                two.get(30, TimeUnit.SECONDS);
            }
        }
        audit.seal();

        assertThat(verify().intact()).isTrue();
        assertThat(verify().sealed()).isEqualTo(50);
    }

    @Test
    void keepsTextThatPostgresCannotHold() {
        append(store.tenantId, "before\0after");
        audit.seal();

        assertThat(verify().intact()).isTrue();
        assertThat(store.query(String.class, "select subject || '|' || (detail ->> 'n') from audit_log"))
                .isEqualTo("before\ufffdafter|before\ufffdafter");
    }

    @Test
    void numbersKeyOrderAndTimesAreHashedInTheFormThatTheStoreGivesBack() {
        store.database.useTransaction(transaction -> audit.append(
                transaction,
                store.tenantId,
                Instant.parse("2026-01-05T12:00:00.123456789Z"),
                "operator:ann",
                "test",
                "x",
                io.colony.engine.database.Json.parse(
                        "{\"zz\":1.50,\"a\":1e3,\"a\":2,\"\u00e9\":-0.0,\"n\":12345678901234567890123}")));
        audit.seal();

        assertThat(verify().intact()).isTrue();
        assertThat(export(Selection.ALL))
                .satisfies(file -> assertThat(
                                ExportVerification.verify(file, List.of()).intact())
                        .isTrue());
    }

    @Test
    void anExportIsVerifiedWithoutAStoreAndTellsWhenItWasChanged() throws IOException {
        append(1_200);
        while (audit.seal() > 0) {
            // A thousand at a time.
        }
        anchors.add(anchor(head()));
        Path file = export(Selection.ALL);

        AuditVerification verification = ExportVerification.verify(file, anchors);
        assertThat(verification.intact()).isTrue();
        assertThat(verification.rows()).isEqualTo(1_200);
        assertThat(verification.head()).contains(head());

        List<String> lines = Files.readAllLines(file);
        assertThat(afterChange(file, lines, all -> all.set(7, all.get(7).replace("operator:ann", "operator:eve"))))
                .containsExactly(Kind.CHANGED);
        assertThat(afterChange(file, lines, all -> all.remove(9))).containsExactly(Kind.MISSING, Kind.UNREADABLE);
        assertThat(afterChange(file, lines, all -> all.add(9, all.remove(10)))).contains(Kind.MISSING, Kind.REORDERED);
        assertThat(afterChange(file, lines, List::removeLast)).containsExactly(Kind.UNREADABLE);
        assertThat(afterChange(file, lines, all -> {
                    all.removeLast();
                    all.removeLast();
                }))
                .containsExactly(Kind.UNREADABLE, Kind.CUT_OFF);
        assertThat(afterChange(file, lines, all -> all.set(5, "{")))
                .containsExactly(Kind.UNREADABLE, Kind.MISSING, Kind.UNREADABLE);
    }

    @Test
    void aChosenPartIsVerifiedRowByRow() {
        append(5);
        audit.seal();
        Path file =
                export(new Selection(Optional.of(store.clock.instant()), Optional.empty(), Optional.of("acme/shop#3")));

        AuditVerification verification = ExportVerification.verify(file, List.of(anchor(head())));

        assertThat(verification.intact()).isTrue();
        assertThat(verification.rows()).isEqualTo(1);
    }

    @Test
    void noCellOfTheCsvIsAFormula() {
        append(store.tenantId, "=HYPERLINK(\"http://evil\")");
        audit.seal();
        StringBuilder csv = new StringBuilder();
        new AuditExport(reader).csv(tenant(), Selection.ALL, csv);

        assertThat(csv.toString().lines().skip(1))
                .singleElement()
                .asString()
                .contains(",\"'=HYPERLINK(\"\"http://evil\"\")\",");
    }

    @Test
    void refusesChangesToSealedAndUnsealedRows() {
        append(1);
        assertThatThrownBy(() -> store.execute("update audit_log set actor = 'eve'"))
                .hasMessageContaining("may only be sealed, once");
        assertThatThrownBy(() -> store.execute("delete from audit_log")).hasMessageContaining("append-only");
        assertThatThrownBy(() -> store.execute("truncate audit_log")).hasMessageContaining("append-only");
        audit.seal();
        assertThatThrownBy(() -> store.execute("update audit_log set seq = 9, hash = 'x', previous = 'x'"))
                .hasMessageContaining("may only be sealed, once");
    }

    private AuditReader.Tenant tenant() {
        return new AuditReader.Tenant(store.tenantId, "acme");
    }

    private AuditVerification verify() {
        return reader.verify(tenant(), anchors::forEach);
    }

    private List<Kind> kinds() {
        return verify().findings().stream().map(AuditFinding::kind).toList();
    }

    private AuditHead head() {
        return reader.heads(store.clock.instant()).getFirst().head();
    }

    private AuditAnchor anchor(AuditHead head) {
        return new AuditAnchor("acme", head, store.clock.instant(), "a safe place");
    }

    private AnchorFile file() {
        return AnchorFile.below(directory);
    }

    private void readFile() {
        anchors.clear();
        file().read("acme", anchors::add);
    }

    private AuditSealer sealer() {
        return new AuditSealer(audit, Anchors.postgres(store.database), file(), store.clock);
    }

    private Path export(Selection selection) {
        StringBuilder text = new StringBuilder();
        new AuditExport(reader).json(tenant(), selection, store.clock.instant(), text);
        try {
            return Files.writeString(directory.resolve("export.jsonl"), text);
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private List<Kind> afterChange(Path file, List<String> lines, java.util.function.Consumer<List<String>> change)
            throws IOException {
        List<String> changed = new ArrayList<>(lines);
        change.accept(changed);
        Files.write(file, changed);
        return ExportVerification.verify(file, anchors).findings().stream()
                .map(AuditFinding::kind)
                .toList();
    }

    /** What somebody does who owns the database and knows how the hash is made. */
    private void sealAnew(String change, long from) {
        store.execute("alter table audit_log disable trigger all");
        store.execute(change);
        store.execute("update audit_log set seq = null, previous = null, hash = null where seq >= ?", from);
        store.execute("alter table audit_log enable trigger all");
        audit.seal();
    }

    private void append(int rows) {
        for (int i = 0; i < rows; i++) {
            append(store.tenantId, "acme/shop#" + i);
        }
    }

    private void append(long tenantId, String subject) {
        store.database.useTransaction(transaction -> audit.append(
                transaction,
                tenantId,
                store.clock.instant(),
                "operator:ann",
                "test",
                subject,
                JsonNodeFactory.instance.objectNode().put("n", subject).put("a", 1)));
    }

    private void tamper(String sql) {
        store.execute("alter table audit_log disable trigger all");
        assertThat(store.execute(sql)).isEqualTo(1);
        store.execute("alter table audit_log enable trigger all");
    }
}
