package io.colony.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.TransitionRequest;
import io.colony.testkit.StoreFixture;
import io.colony.testkit.TestDatabase;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupIT {
    private final StoreFixture store = new StoreFixture();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void fill() {
        file = directory.resolve("colony.backup");
        for (int i = 0; i < 5; i++) {
            Issue issue = store.newIssue();
            store.database.useTransaction(transaction -> store.transitions.apply(
                    transaction,
                    TransitionRequest.event(
                            issue, "triggered", Actor.operator("ann"), "tab\t line\n back\\slash \u20ac")));
        }
        store.execute("insert into local_repositories (slug, directory, default_branch, required_checks, created_at)"
                + " values ('a/b', 'a/b.git', 'main', array['x', 'NULL', null, 'q\"'], now())");
        store.audit.seal();
        store.database.useTransaction(transaction -> store.audit.append(
                transaction,
                store.tenantId,
                store.clock.instant(),
                "operator:ann",
                "unsealed",
                "x",
                JsonNodeFactory.instance.objectNode().put("n", 1.50)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void everyRowOfEveryTableComesBackAsItWas() {
        Map<String, String> before = contents(store.database);
        BackupManifest manifest = backup();
        DatabaseSettings empty = TestDatabase.empty();
        restore(empty, RestorePart.ALL);

        try (Database restored = Database.open(empty)) {
            Map<String, String> after = contents(restored);
            assertThat(manifest.rows()).isGreaterThan(20);
            // The restore adds its own row to the audit log, and begins a new life.
            before.keySet().removeAll(List.of("store_identity", "audit_log", "workers"));
            after.keySet().removeAll(List.of("store_identity", "audit_log", "workers"));
            assertThat(after).isEqualTo(before);
            assertThat(one(restored, "select string_agg(action, ' ' order by id) from audit_log where seq > 10"))
                    .isEqualTo("unsealed store-restored");
            assertThat(one(restored, "select restored_from ->> 'incarnation' from store_identity"))
                    .isEqualTo(manifest.incarnation())
                    .isNotEqualTo(one(restored, "select incarnation::text from store_identity"));
            assertThat(one(
                            restored,
                            "insert into issue_snapshots (issue_id, title, body_raw, body_normalised, sha256,"
                                    + " hidden_text, accepted_by, taken_at) select id, '', '', '', repeat('0', 64), false, '',"
                                    + " now() from issues limit 1 returning id::text"))
                    .as("ids go on far ahead")
                    .isEqualTo("1000001");
        }
    }

    @Test
    void theFileIsItsOwnersAloneAndIsNeverWrittenOver() throws IOException {
        backup();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(this::backup).hasMessageContaining("is there already");
        assertThat(files()).containsExactly("colony.backup");
    }

    @Test
    void whereTheDiskIsFullNothingIsLeftAndTheErrorSaysSo() throws IOException {
        file = Path.of("/dev/full/colony.backup");
        assertThatThrownBy(this::backup)
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("could not be written");
        file = directory.resolve("missing/colony.backup");
        assertThatThrownBy(this::backup).hasMessageContaining("could not be written");
        assertThat(files()).isEmpty();
    }

    @Test
    void aFailureInTheMiddleLeavesNothing() throws IOException {
        file = directory.resolve("half.backup");
        try (BackupWriter writer = BackupWriter.create(file)) {
            assertThatThrownBy(() -> writer.table("t", List.of("a"), to -> {
                        to.write(new byte[100_000]);
                        throw new IOException("No space left on device");
                    }))
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("nothing of it is left");
        }
        assertThat(files()).isEmpty();
    }

    /** Where a table's packed rows lie: what ZIP says twice, and no reader asks for, lies between them. */
    private long withinRows(String table) throws IOException {
        String name = BackupFile.entryName(table);
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        return bytes.indexOf(name) + name.length() + 40L;
    }

    @Test
    void verifyingNeedsNoStoreAndFindsEveryDamage() throws IOException {
        backup();
        try (BackupFile whole = BackupFile.open(file)) {
            assertThat(whole.verify()).isEmpty();
        }
        long size = Files.size(file);
        long withinRows = withinRows("state_transitions");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(withinRows);
            int old = bytes.read();
            bytes.seek(withinRows);
            bytes.write(old ^ 0x5a);
        }
        try (BackupFile damaged = BackupFile.open(file)) {
            assertThat(damaged.verify()).isNotEmpty();
            assertThatThrownBy(() -> new Restore(TestDatabase.empty(), store.clock, "operator:olga")
                            .run(damaged, RestorePart.ALL))
                    .hasMessageContaining("is damaged, so nothing was restored");
        }
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(size / 2);
        }
        assertThatThrownBy(() -> BackupFile.open(file))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("cut off");
        Files.writeString(file, "no archive");
        assertThatThrownBy(() -> BackupFile.open(file)).isInstanceOf(BackupException.class);
    }

    @Test
    void verifyingReadsNoMoreThanTheManifestSays() throws IOException {
        try (BackupWriter writer = BackupWriter.create(file)) {
            BackupManifest.Table large = writer.table("t", List.of("a"), to -> {
                to.write(new byte[10_000_000]);
                return 1;
            });
            writer.finish(new BackupManifest(
                    store.clock.instant(),
                    "test",
                    "1",
                    "x",
                    List.of(new BackupManifest.Table("t", large.columns(), 1, 5, large.sha256())),
                    Map.of(),
                    Map.of()));
        }
        // Whoever reads on to the end of the rows meets this.
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(withinRows("t") + 8_000);
            bytes.write(new byte[100]);
        }

        try (BackupFile bomb = BackupFile.open(file)) {
            assertThat(bomb.verify()).containsExactly("Table t is not what was backed up.");
        }
    }

    @Test
    void aFileThatWasMadeAnewIsNotTheOneWhoseSumWasKept() throws IOException {
        backup();
        String kept;
        try (BackupFile whole = BackupFile.open(file)) {
            kept = whole.sha256();
            assertThat(whole.otherThan(kept.toUpperCase(Locale.ROOT) + "\n")).isEmpty();
        }
        store.newIssue();
        Files.delete(file);
        backup();
        try (BackupFile other = BackupFile.open(file)) {
            assertThat(other.verify()).isEmpty();
            assertThat(other.otherThan(kept))
                    .hasValueSatisfying(words ->
                            assertThat(words).contains("and not " + kept).contains("another file"));
        }
    }

    @Test
    void aProgramThatStartsDuringARestoreFindsTheNewLife() throws Exception {
        backup();
        DatabaseSettings into = TestDatabase.empty();
        Database.open(into).close();
        try (Database holder = Database.openAsOwner(into);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            Future<?> holding = threads.submit(() -> holder.useTransaction(transaction -> {
                transaction.handle().execute("lock table audit_log in row exclusive mode");
                held.countDown();
                await(release);
            }));
            await(held);
            Future<?> restoring = threads.submit(() -> restore(into, RestorePart.ALL));
            waitFor(
                    holder,
                    "select count(*) from pg_locks where not granted and database = "
                            + "(select oid from pg_database where datname = current_database())",
                    restoring);
            Future<Database> starting = threads.submit(() -> Database.open(into));
            waitFor(
                    holder,
                    "select count(*) from pg_locks where not granted and relation = 'store_identity'::regclass",
                    starting);
            assertThat(starting.isDone())
                    .as("it has learned which life this is")
                    .isFalse();

            release.countDown();
            holding.get(30, TimeUnit.SECONDS);
            restoring.get(60, TimeUnit.SECONDS);
            try (Database started = starting.get(30, TimeUnit.SECONDS)) {
                assertThat(one(started, "select (reconciled_at is null)::text from store_identity"))
                        .isEqualTo("true");
                assertThat(one(started, "select count(*)::text from issues")).isEqualTo("5");
            }
        }
    }

    /** Until somebody waits for a lock, or the other has ended. */
    private static void waitFor(Database database, String question, Future<?> other) {
        for (int look = 0; look < 600 && !other.isDone(); look++) {
            if (!one(database, "select (" + question + ")::text from pg_sleep(0.05)")
                    .equals("0")) {
                return;
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    void restoresOnlyIntoWhatIsEmptyAndUnused() {
        backup();
        try (TestDatabase used = TestDatabase.restricted()) {
            assertThatThrownBy(() -> restore(used.settings(), RestorePart.ALL)).hasMessageContaining("is in use by");
            used.database().close();
            try (Database owner = Database.openAsOwner(used.settings())) {
                owner.useTransaction(transaction ->
                        transaction.handle().execute("insert into tenants (slug, created_at) values ('acme', now())"));
            }
            assertThatThrownBy(() -> restore(used.settings(), RestorePart.ALL))
                    .hasMessageContaining("is not empty (there are rows in tenants)")
                    .hasMessageContaining("another --work directory");
        }
    }

    @Test
    void aLogThatWasChangedIsNotRestoredAndNothingElseIs() {
        store.execute("alter table audit_log disable trigger all");
        store.execute("update audit_log set actor = 'operator:eve' where seq = 2");
        backup();
        DatabaseSettings empty = TestDatabase.empty();

        assertThatThrownBy(() -> restore(empty, RestorePart.ALL))
                .hasMessageContaining("row 2: its content is not what was sealed");
        try (Database database = Database.open(empty)) {
            assertThat(one(database, "select count(*)::text from issues")).isEqualTo("0");
        }
    }

    @Test
    void aPathWithAGapIsNotRestored() {
        store.execute("alter table state_transitions disable trigger all");
        store.execute("delete from state_transitions where version = 2 and issue_id = (select min(id) from issues)");
        backup();

        assertThatThrownBy(() -> restore(TestDatabase.empty(), RestorePart.ALL))
                .hasMessageContaining("The path of acme/shop#1 has gaps");
    }

    @Test
    void aBackupSeesOneInstantWhateverIsWrittenMeanwhile() {
        Map<String, String> before = contents(store.database);
        PostgresSnapshot snapshot =
                new PostgresSnapshot(store.database, io.colony.engine.audit.AuditReader.postgres(store.database));
        try (BackupWriter writer = BackupWriter.create(file)) {
            BackupManifest manifest = snapshot.write(writer, store.clock.instant(), "test");
            store.newIssue();
            writer.finish(manifest);
            assertThat(manifest.table("issues").orElseThrow().rows()).isEqualTo(5);
        }
        assertThat(contents(store.database).get("issues")).isNotEqualTo(before.get("issues"));
    }

    private BackupManifest backup() {
        return new Backup(store.database, store.clock, "test").write(file);
    }

    private void restore(DatabaseSettings into, RestorePart part) {
        try (BackupFile backup = BackupFile.open(file)) {
            new Restore(into, store.clock, "operator:olga").run(backup, part);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(each -> String.valueOf(each.getFileName())).toList();
        }
    }

    /** Per table its rows as text, sorted. */
    private static Map<String, String> contents(Database database) {
        return database.inTransaction(transaction -> {
            Map<String, String> contents = new TreeMap<>();
            PostgresSnapshot.columns(transaction)
                    .keySet()
                    .forEach(table -> contents.put(table, rows(transaction, table)));
            return contents;
        });
    }

    private static String rows(Transaction transaction, String table) {
        return transaction
                .handle()
                .createQuery("select coalesce(string_agg(t::text, E'\\n' order by t::text), '') from " + table + " t")
                .mapTo(String.class)
                .one();
    }

    private static String one(Database database, String sql) {
        return database.inTransaction(transaction -> PostgresSnapshot.one(transaction, sql));
    }
}
