package io.colony.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.audit.AuditVerification.Unsealed;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ChainCheckTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final int KINDS = 14;

    /** Whoever tampers may do anything to the rows, but does not reach the head that was kept elsewhere. */
    @Property(tries = 2_000)
    void anyTamperingIsFoundByWhoKeptTheHead(
            @ForAll @IntRange(min = 1, max = 40) int length,
            @ForAll @LongRange(min = 1, max = 1_000_000) long seed,
            @ForAll @IntRange(min = 0, max = KINDS - 1) int kind) {
        Random random = new Random(seed);
        List<SealedAuditRow> good = chain(length, random);
        List<SealedAuditRow> bad = new ArrayList<>(good);
        tamper(bad, random.nextInt(length), kind, random);

        AuditHead head = good.getLast().place();
        assertThat(check(good, head).intact()).isTrue();
        assertThat(check(bad, head).intact())
                .as("kind %d on %d rows: %s", kind, length, bad)
                .isEqualTo(bad.equals(good));
    }

    @Property(tries = 200)
    void aChangedRowIsTheOnlyOneNamed(
            @ForAll @IntRange(min = 1, max = 40) int length, @ForAll @LongRange(min = 1, max = 1_000_000) long seed) {
        Random random = new Random(seed);
        List<SealedAuditRow> rows = chain(length, random);
        int victim = random.nextInt(length);
        tamper(rows, victim, 1, random);

        assertThat(check(rows, rows.getLast().place()).findings())
                .extracting(AuditFinding::seq)
                .containsExactly(victim + 1L);
    }

    @Example
    void manyFindingsAreCountedAndTheFirstAreNamed() {
        List<SealedAuditRow> rows = chain(500, new Random(1));
        for (int i = 0; i < 500; i++) {
            tamper(rows, i, 1, new Random(i));
        }

        AuditVerification found = check(rows, rows.getLast().place());
        assertThat(found.findings()).hasSize(ChainCheck.NAMED);
        assertThat(found.moreFindings()).isEqualTo(400);
    }

    private static void tamper(List<SealedAuditRow> rows, int at, int kind, Random random) {
        SealedAuditRow old = rows.get(at);
        switch (kind) {
            case 0, 1, 2, 3, 4, 5 -> rows.set(at, with(old, changed(old.row(), kind)));
            case 6 -> rows.set(at, new SealedAuditRow(old.row(), old.seq(), old.previous(), ChainHash.GENESIS));
            case 7 -> rows.set(at, new SealedAuditRow(old.row(), old.seq(), old.hash(), old.hash()));
            case 8 -> rows.remove(at);
            case 9 -> rows.add(at, old);
            case 10 -> Collections.swap(rows, at, random.nextInt(rows.size()));
            case 11 -> rows.subList(at, rows.size()).clear();
            case 12 -> sealAnew(rows, at, old.row().actor() + "eve");
            default -> {
                // One row more at the end of what was cut off, sealed properly.
                rows.subList(at, rows.size()).clear();
                rows.add(seal(rows, row(99, "eve", random)));
            }
        }
    }

    /** One column is another; by kind 4 a word wanders over the border of two columns. */
    private static AuditRow changed(AuditRow row, int kind) {
        return new AuditRow(
                row.id() + (kind == 0 ? 1 : 0),
                row.tenantId() + (kind == 2 ? 1 : 0),
                row.at().plus(kind == 3 ? 1 : 0, ChronoUnit.MICROS),
                row.actor() + (kind == 1 ? "x" : kind == 4 ? row.action() : ""),
                kind == 4 ? "" : row.action(),
                row.subject(),
                row.detail() + (kind == 5 ? " " : ""));
    }

    private static SealedAuditRow with(SealedAuditRow old, AuditRow row) {
        return new SealedAuditRow(row, old.seq(), old.previous(), old.hash());
    }

    private static void sealAnew(List<SealedAuditRow> rows, int from, String actor) {
        List<SealedAuditRow> rest = new ArrayList<>(rows.subList(from, rows.size()));
        rows.subList(from, rows.size()).clear();
        AuditRow first = rest.getFirst().row();
        rows.add(seal(
                rows, new AuditRow(first.id(), 1, first.at(), actor, first.action(), first.subject(), first.detail())));
        rest.stream().skip(1).forEach(each -> rows.add(seal(rows, each.row())));
    }

    private static List<SealedAuditRow> chain(int length, Random random) {
        List<SealedAuditRow> rows = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            rows.add(seal(rows, row(i, "operator:ann", random)));
        }
        return rows;
    }

    private static AuditRow row(int i, String actor, Random random) {
        return new AuditRow(
                i + 1,
                1,
                NOON.plusSeconds(i),
                actor,
                "act" + random.nextInt(3),
                "a/b#" + random.nextInt(5),
                "{\"n\": " + random.nextInt() + "}");
    }

    private static SealedAuditRow seal(List<SealedAuditRow> before, AuditRow row) {
        AuditHead head =
                before.isEmpty() ? AuditHead.BEFORE_FIRST : before.getLast().place();
        long seq = head.seq() + 1;
        return new SealedAuditRow(row, seq, head.hash(), ChainHash.of(head.hash(), seq, row));
    }

    private static AuditVerification check(List<SealedAuditRow> rows, AuditHead head) {
        ChainCheck check = new ChainCheck(true);
        rows.forEach(check::row);
        check.anchor(
                new AuditAnchor("t", head, NOON, "a safe place"),
                rows.stream()
                        .filter(row -> row.seq() == head.seq())
                        .map(SealedAuditRow::hash)
                        .reduce((one, other) -> other)
                        .map(Optional::of)
                        .orElse(Optional.empty()));
        return check.result("t", Unsealed.NONE);
    }
}
