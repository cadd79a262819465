package io.colony.engine.database;

import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The schema's versions. Used by a role that owns the schema. */
final class Migrations {
    private final DataSource source;

    Migrations(DataSource source) {
        this.source = source;
    }

    /** Brings the schema to this program's version. */
    void migrate() {
        configuration().load().migrate();
    }

    /** Brings an empty schema to an earlier version. */
    void migrateTo(String version) {
        configuration().target(MigrationVersion.fromVersion(version)).load().migrate();
    }

    /** The version of the schema; empty where there is none. */
    Optional<String> version() {
        return Optional.ofNullable(configuration().load().info().current())
                .map(MigrationInfo::getVersion)
                .map(MigrationVersion::getVersion);
    }

    /** Whether this program knows the version. */
    boolean knows(String version) {
        return Arrays.stream(configuration().load().info().all())
                .anyMatch(each -> each.getScript() != null
                        && each.getVersion() != null
                        && each.getVersion().equals(MigrationVersion.fromVersion(version)));
    }

    /** Removes every table of the schema. */
    void removeEverything() {
        configuration().cleanDisabled(false).load().clean();
    }

    private FluentConfiguration configuration() {
        return Flyway.configure(Database.class.getClassLoader())
                .dataSource(source)
                .locations("classpath:io/colony/engine/database/migration")
                .validateMigrationNaming(true);
    }

    static DatabaseException failure(DatabaseSettings settings, FlywayException failure) {
        String rights = settings.owner().isEmpty()
                ? " Where '" + settings.user() + "' does not own the tables, name who does: store.migration_user and"
                        + " store.migration_password_file."
                : "";
        return new DatabaseException(
                "The schema at " + settings.url() + " could not be brought up to date: " + failure.getMessage()
                        + ". Nothing was changed; use a Colony of the schema's version, or an empty database." + rights,
                failure);
    }
}
