package io.colony.bench.webhook;

import io.colony.bench.BenchException;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Timing;
import io.colony.bench.store.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The limit of a webhook: its row and nothing else, by pgbench with prepared statements on as many connections. */
final class InsertedRows {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
    /** A colon before a letter is a variable to pgbench, also between quotes. */
    private static final String SCRIPT = """
            insert into webhook_deliveries
              (forge, delivery_id, event, payload, body_sha256, repository, received_at, next_at)
            values ('github', gen_random_uuid()::text, 'issue_comment',
              '{"key": {"repository": "acme/shop", "number": 7}, "pullRequest": false, "commentId": 1, "login": "olga", "body": "", "kind": "Commented"}',
              encode(sha256(gen_random_uuid()::text::bytea), 'hex'), 'acme/shop', now(), now())
            on conflict do nothing;
            """;

    private final Databases.Copy copy;
    private final int clients;

    InsertedRows(Databases.Copy copy, int clients) {
        this.copy = copy;
        this.clients = clients;
    }

    Measured run(Timing timing) {
        Path script = script();
        try {
            output(script, timing.warmUp());
            Matcher rate = RATE.matcher(output(script, timing.measured()));
            if (!rate.find()) {
                throw new BenchException("pgbench did not say its rate.");
            }
            return Measured.of(Double.parseDouble(rate.group(1)), "webhooks/s");
        } finally {
            delete(script);
        }
    }

    private String output(Path script, Duration duration) {
        return copy.server()
                .pgbench(
                        copy.name(),
                        List.of(
                                "-M",
                                "prepared",
                                "-f",
                                script.toString(),
                                "-c",
                                Integer.toString(clients),
                                "-j",
                                "2",
                                "-T",
                                Long.toString(Math.max(1, duration.toSeconds()))));
    }

    private static Path script() {
        try {
            Path script = Files.createTempFile("webhook", ".pgbench");
            Files.writeString(script, SCRIPT);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
            return script;
        } catch (IOException failure) {
            throw new BenchException("pgbench's script could not be written: " + failure.getMessage(), failure);
        }
    }

    private static void delete(Path script) {
        try {
            Files.delete(script);
        } catch (IOException failure) {
            throw new BenchException(script + " could not be removed: " + failure.getMessage(), failure);
        }
    }
}
