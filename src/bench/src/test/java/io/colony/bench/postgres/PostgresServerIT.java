package io.colony.bench.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresServerIT {
    @Test
    void keepsWhatWasCommittedThroughACrashAndLeavesNothingBehind() throws SQLException {
        PostgresServer server = PostgresServer.start(Map.of());
        try (server) {
            server.createDatabase("kept");
            server.execute("kept", "create table t as select 42 as answer");
            assertThat(ask(server, "show fsync")).isEqualTo("on");

            server.crash();
            server.start();

            assertThat(ask(server, "select answer from t")).isEqualTo("42");
        }
        assertThat(Files.exists(server.data())).isFalse();
    }

    private static String ask(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("kept");
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
