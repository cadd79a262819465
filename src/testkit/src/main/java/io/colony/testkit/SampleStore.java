package io.colony.testkit;

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
        try (InputStream resource = SampleStore.class.getResourceAsStream("sample-store.sql");
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            if (resource == null) {
                throw new IllegalStateException("sample-store.sql is not on the class path");
            }
            statement.execute(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
            storeWorkflow(connection);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (SQLException failure) {
            throw new IllegalStateException("the sample rows were refused: " + failure.getMessage(), failure);
        }
    }

    /** The issues run in the workflow as it is built in. */
    private static void storeWorkflow(Connection connection) throws SQLException {
        try (PreparedStatement workflow = connection.prepareStatement("update workflows set yaml = ?")) {
            workflow.setString(1, Workflows.colonyDefaultYaml().replace("version: 2\n", "version: 1\n"));
            workflow.execute();
        }
    }
}
