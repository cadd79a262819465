package io.colony.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.testkit.StoreFixture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogIT {
    private final StoreFixture store = new StoreFixture();
    private final AuditLog audit = store.audit;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anEmptyLogIsIntact() {
        AuditVerification verification = audit.verify(store.tenantId);

        assertThat(verification.intact()).isTrue();
        assertThat(verification.sealed()).isZero();
        assertThat(verification.head()).isEmpty();
        assertThat(audit.seal()).isZero();
    }

    @Test
    void sealsWhatWasAppendedAndNamesWhatIsNot() {
        append(3);
        assertThat(audit.verify(store.tenantId).unsealed()).isEqualTo(3);

        assertThat(audit.seal()).isEqualTo(3);
        append(2);

        AuditVerification verification = audit.verify(store.tenantId);
        assertThat(verification.intact()).isTrue();
        assertThat(verification.sealed()).isEqualTo(3);
        assertThat(verification.unsealed()).isEqualTo(2);
        assertThat(verification.unsealedIds()).hasSize(2);
        assertThat(verification.head()).get().asString().hasSize(64);
    }

    @Test
    void chainsEachTenantOnItsOwn() {
        long other =
                store.query(Long.class, "insert into tenants (slug, created_at) values ('other', now()) returning id");
        append(2);
        append(other, "theirs");
        append(1);
        assertThat(audit.seal()).isEqualTo(4);

        assertThat(audit.verify(store.tenantId).sealed()).isEqualTo(3);
        assertThat(audit.verify(other).sealed()).isEqualTo(1);
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
    void namesTheFirstRowThatWasChanged(String change) {
        append(5);
        audit.seal();
        tamper("update audit_log set " + change + " where seq = 3");

        AuditVerification verification = audit.verify(store.tenantId);

        assertThat(verification.firstBad())
                .get()
                .satisfies(bad -> assertThat(bad.seq()).isEqualTo(3));
        assertThat(verification.sealed()).isEqualTo(2);
    }

    @Test
    void namesWhereARowIsMissing() {
        append(5);
        audit.seal();
        tamper("delete from audit_log where seq = 2");

        assertThat(audit.verify(store.tenantId).firstBad())
                .get()
                .satisfies(bad -> assertThat(bad.problem()).isEqualTo("row 2 of the chain is missing before it"));
    }

    @Test
    void aHeadKeptElsewhereShowsACutOffEnd() {
        append(5);
        audit.seal();
        String kept = audit.verify(store.tenantId).head().orElseThrow();
        tamper("delete from audit_log where seq = 5");

        assertThat(audit.verify(store.tenantId).head()).isPresent().get().isNotEqualTo(kept);
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

        AuditVerification verification = audit.verify(store.tenantId);
        assertThat(verification.intact()).isTrue();
        assertThat(verification.sealed()).isEqualTo(50);
    }

    @Test
    void keepsTextThatPostgresCannotHold() {
        append(store.tenantId, "before\0after");
        audit.seal();

        assertThat(audit.verify(store.tenantId).intact()).isTrue();
        assertThat(store.query(String.class, "select subject || '|' || (detail ->> 'n') from audit_log"))
                .isEqualTo("before\ufffdafter|before\ufffdafter");
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
