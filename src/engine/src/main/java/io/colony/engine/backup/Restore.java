package io.colony.engine.backup;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.audit.AuditReader;
import io.colony.engine.audit.AuditVerification;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.database.Json;
import io.colony.engine.database.Migrations;
import io.colony.engine.database.StoreGrants;
import io.colony.engine.database.Transaction;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.queue.Workers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Puts a backup into an empty database, whole or not at all, and begins a new life of the store with it: a process that had
 * the earlier one open is let in no more, and no id of the earlier life is given out again. Nothing is dispatched before
 * {@link Reconciliation} has read the code host.
 */
public final class Restore {
    private final DatabaseSettings settings;
    private final InstantSource clock;
    private final String actor;

    /**
     * @param settings of the empty database; its owner does the work
     * @param actor who restores, as the audit log names them
     */
    public Restore(DatabaseSettings settings, InstantSource clock, String actor) {
        this.settings = settings;
        this.clock = clock;
        this.actor = actor;
    }

    /**
     * @throws BackupException where the backup is damaged or newer than this program, where the database is not empty or
     *     in use, or where what was restored does not stand up to its checks; then nothing was restored
     */
    public BackupManifest run(BackupFile file, RestorePart part) {
        List<String> damage = file.verify();
        if (!damage.isEmpty()) {
            throw new BackupException(
                    file.path() + " is damaged, so nothing was restored: " + String.join(" ", damage));
        }
        try (Database owner = Database.openAsOwner(settings)) {
            PostgresRestore tables = new PostgresRestore(owner);
            prepareSchema(owner.migrations(), tables, file.manifest(), part);
            owner.useTransaction(transaction -> {
                tables.keepOut(transaction);
                tables.copyIn(transaction, file, part);
                if (part != RestorePart.CODE_HOST) {
                    beginNewLife(transaction, owner, file.manifest());
                    tables.check(transaction, file.manifest());
                    checkAudit(transaction, owner, file.manifest());
                }
            });
            owner.migrations().migrate();
            AuditLog audit = AuditLog.postgres(owner);
            while (audit.seal() > 0) {
                // A batch at a time, so that the restore's own row is vouched for as well.
            }
            if (settings.owner().isPresent()) {
                owner.useTransaction(transaction -> new StoreGrants(settings.user()).apply(transaction));
            }
        }
        return file.manifest();
    }

    /** The empty schema of the backup's version. */
    private static void prepareSchema(
            Migrations migrations, PostgresRestore tables, BackupManifest manifest, RestorePart part) {
        if (!migrations.knows(manifest.schema())) {
            throw new BackupException(
                    "The backup is of schema version " + manifest.schema() + " (program " + manifest.program()
                            + "), which this program does not know. Restore it with that program or a newer one.");
        }
        tables.requireNobodyElse();
        Optional<String> present = migrations.version();
        PostgresRestore.Contents contents = tables.contents();
        contents.obstacle(part).ifPresent(obstacle -> {
            throw new BackupException(
                    "The database is not empty (" + obstacle + "), so nothing was restored. Restore into"
                            + " a new one: set store.url, or for the embedded store another --work directory."
                            + (contents.onlyCodeHost()
                                    ? " Where the local code host in it is to stay, restore the rest with --part store."
                                    : ""));
        });
        if (present.equals(Optional.of(manifest.schema()))) {
            return;
        }
        if (!contents.empty()) {
            throw new BackupException("The database has schema version " + present.orElse("none") + " and the backup "
                    + manifest.schema() + ", so what is in it cannot stay. Use the program of version "
                    + manifest.program() + ", or restore everything into an empty database.");
        }
        if (contents.anyTable()) {
            migrations.removeEverything();
        }
        migrations.migrateTo(manifest.schema());
    }

    private void beginNewLife(Transaction transaction, Database owner, BackupManifest manifest) {
        Instant now = clock.instant();
        PostgresRestore.newIncarnation(transaction, manifest, now);
        // Whoever worked when the backup was made does not work here.
        Workers workers = Workers.postgres();
        TaskQueue queue = TaskQueue.postgres(owner, WakeUp.inProcess());
        workers.running(transaction).forEach(worker -> {
            queue.expire(transaction, worker.id(), now);
            workers.stopped(transaction, worker.id(), now);
        });
        AuditLog audit = AuditLog.postgres(owner);
        PostgresRestore.tenants(transaction)
                .forEach((id, slug) -> audit.append(
                        transaction,
                        id,
                        now,
                        actor,
                        "store-restored",
                        "store",
                        Json.object()
                                .put("backup_of", manifest.createdAt().toString())
                                .put("incarnation", manifest.incarnation())
                                .put("head", manifest.heads().getOrDefault(slug, "none"))));
    }

    private static void checkAudit(Transaction transaction, Database owner, BackupManifest manifest) {
        AuditReader reader = AuditReader.postgres(owner);
        PostgresRestore.tenants(transaction).forEach((id, slug) -> {
            AuditVerification found = reader.verify(transaction, new AuditReader.Tenant(id, slug), anchors -> {});
            String head = found.head().map(Object::toString).orElse("none");
            if (!found.intact() || !head.equals(manifest.heads().getOrDefault(slug, "none"))) {
                throw new BackupException("The audit log of tenant '" + slug + "' in the backup is not intact: "
                        + found.findings().stream()
                                .findFirst()
                                .map(finding -> "row " + finding.seq() + ": " + finding.problem())
                                .orElse("it ends at " + head)
                        + ". Nothing was restored; take another backup, and find out who changed it"
                        + " ('colony audit verify' on the store that it was made of).");
            }
        });
    }
}
