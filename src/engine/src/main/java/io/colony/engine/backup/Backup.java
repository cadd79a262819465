package io.colony.engine.backup;

import io.colony.engine.audit.AuditReader;
import io.colony.engine.database.Database;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Writes the whole store into one file, as of one instant, while work goes on. Memory does not grow with the store. No
 * password, key or role is part of it: those are not in the store.
 */
public final class Backup {
    private final PostgresSnapshot snapshot;
    private final InstantSource clock;
    private final String program;

    /** @param program this program's version, for the manifest */
    public Backup(Database database, InstantSource clock, String program) {
        this.snapshot = new PostgresSnapshot(database, AuditReader.postgres(database));
        this.clock = clock;
        this.program = program;
    }

    /**
     * @param file must not be there yet
     * @throws BackupException where it cannot be written; then there is nothing
     */
    public BackupManifest write(Path file) {
        try (BackupWriter writer = BackupWriter.create(file)) {
            BackupManifest manifest = snapshot.write(writer, clock.instant(), program);
            writer.finish(manifest);
            return manifest;
        }
    }
}
