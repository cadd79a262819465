package io.colony.testkit;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.workflow.Workflows;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/**
 * Rows as a working day leaves them: repositories acme/shop and acme/docs with issues in many states, among them one with
 * hostile text. For tests of what only reads.
 */
public final class SampleStore {
    /** The instant at which the sample stands. */
    public static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

    private SampleStore() {}

    /** Fills an empty, migrated database. */
    public static void fill(TestDatabase database) {
        execute(database, "sample-store.sql");
        try (Connection connection = database.connect()) {
            storeWorkflow(connection);
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    /**
     * Adds to a filled one what is out of order: open breakers, ceilings that are reached, findings of the Sentinel, deliveries
     * that were put aside; and an audit log, whose newest rows are not sealed.
     */
    public static void addTroubles(TestDatabase database) {
        execute(database, "sample-troubles.sql");
        AuditLog audit = AuditLog.postgres(database.database());
        int sealed = audit.seal();
        if (sealed == 0) {
            throw new IllegalStateException("the sample's audit log was not sealed: somebody else seals it");
        }
        execute(database, "sample-unsealed.sql");
    }

    private static void execute(TestDatabase database, String file) {
        try (InputStream resource = SampleStore.class.getResourceAsStream(file);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            if (resource == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            statement.execute(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw refused(failure);
        }
    }

    private static IllegalStateException refused(SQLException failure) {
        return new IllegalStateException("the sample rows were refused: " + failure.getMessage(), failure);
    }

    /** The issues run in the workflow as it is built in. */
    private static void storeWorkflow(Connection connection) throws SQLException {
        try (PreparedStatement workflow = connection.prepareStatement("update workflows set yaml = ?")) {
            workflow.setString(1, Workflows.colonyDefaultYaml().replace("version: 2\n", "version: 1\n"));
            workflow.execute();
        }
    }
}
