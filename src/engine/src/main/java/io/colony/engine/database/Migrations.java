package io.colony.engine.database;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The schema's versions. Used by a role that owns the schema; a failure is a {@link DatabaseException}. */
public final class Migrations {
    private final DataSource source;
    private final String url;
    private final String user;

    Migrations(DataSource source, String url, String user) {
        this.source = source;
        this.url = url;
        this.user = user;
    }

    /** Brings the schema to this program's version. Refuses one that a newer program has changed, and changes nothing then. */
    public void migrate() {
        run(configuration(), flyway -> {
            refuseNewer(flyway);
            flyway.migrate();
        });
    }

    /** Flyway passes over what it does not know: an older program would work on tables that mean something else by now. */
    private void refuseNewer(Flyway flyway) {
        Optional<MigrationInfo> newest = Arrays.stream(flyway.info().all())
                .filter(each -> each.getState() == MigrationState.FUTURE_SUCCESS)
                .reduce((first, second) -> second);
        if (newest.isPresent()) {
            throw new DatabaseException("The store at " + url + " was changed by a newer Colony: its schema is version "
                    + newest.get().getVersion() + ", which this one does not know. Nothing was changed. Start a Colony"
                    + " of that version, or restore the backup of before.");
        }
    }

    /** Brings an empty schema to an earlier version. */
    public void migrateTo(String version) {
        run(configuration().target(MigrationVersion.fromVersion(version)), Flyway::migrate);
    }

    /** The version of the schema; empty where there is none. */
    public Optional<String> version() {
        return Optional.ofNullable(configuration().load().info().current())
                .map(MigrationInfo::getVersion)
                .map(MigrationVersion::getVersion);
    }

    /** Whether this program knows the version. */
    public boolean knows(String version) {
        return Arrays.stream(configuration().load().info().all())
                .anyMatch(each -> each.getScript() != null
                        && each.getVersion() != null
                        && each.getVersion().equals(MigrationVersion.fromVersion(version)));
    }

    /** Removes every table of the schema. */
    public void removeEverything() {
        run(configuration().cleanDisabled(false), Flyway::clean);
    }

    private FluentConfiguration configuration() {
        return Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:io/colony/engine/database/migration")
                .validateMigrationNaming(true);
    }

    private void run(FluentConfiguration configuration, Consumer<Flyway> act) {
        try {
            act.accept(configuration.load());
        } catch (FlywayException failure) {
            throw new DatabaseException(
                    "The schema at " + url + " could not be brought up to date: " + failure.getMessage()
                            + ". Nothing was changed; use a Colony of the schema's version, or an empty database. Where '"
                            + user + "' does not own the tables, name who does: store.migration_user and"
                            + " store.migration_password_file.",
                    failure);
        }
    }
}
