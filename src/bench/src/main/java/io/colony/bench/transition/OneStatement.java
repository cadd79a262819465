package io.colony.bench.transition;

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

/** The limit of a transition: one statement that writes all its rows, run by pgbench with prepared statements. */
final class OneStatement {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
    private static final Pattern DONE = Pattern.compile("transactions actually processed: ([0-9]+)");
    /** A colon before a letter is a variable to pgbench, also between quotes. */
    private static final String SCRIPT = """
            \\set n :n + 1
            \\set id 1 + :client_id + :n * :clients
            with moved as (
              update issues set state = 'new', resume_state = 'unlabeled', version = version + 1, updated_at = now(),
                entered_at = now()
              where id = :id and version = 1 returning id, tenant_id, repository_id, version, priority),
            noted as (
              insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name,
                reason, at)
              select id, version, 'unlabeled', 'new', 'triggered', 'mayor', 'mayor', 'The label was set.', now()
              from moved),
            task as (
              insert into tasks (tenant_id, repository_id, issue_id, executor, state, priority, run_after, created_at)
              select tenant_id, repository_id, id, 'admit', 'queued', priority, now(), now() from moved),
            told as (
              insert into outbox (issue_id, kind, marker, payload, next_at, created_at)
              select id, 'label', 'transition-' || id || '-' || version || '-label',
                ('{"prefix": "colony:", "label": "colony' || chr(58) || 'new"}')::jsonb, now(), now() from moved)
            insert into audit_log (tenant_id, at, actor, action, subject, detail)
            select tenant_id, now(), 'mayor' || chr(58) || 'mayor', 'transition', 'acme/r#' || id,
              '{"from": "unlabeled", "to": "new", "outcome": "triggered", "reason": "The label was set.", "version": 2}'
            from moved;
            """;

    private final Databases.Copy copy;
    private final int clients;

    OneStatement(Databases.Copy copy, int clients) {
        this.copy = copy;
        this.clients = clients;
    }

    Measured run(Timing asked) {
        Timing timing = timing(asked);
        Path script = script();
        try {
            long done = Long.parseLong(
                    found(output(script, 0, timing.warmUp()), DONE).group(1));
            String output = output(script, firstRoundNobodyBegan(), timing.measured());
            String rate = found(output, RATE).group(1);
            done += Long.parseLong(found(output, DONE).group(1));
            Measured measured = Measured.of(Double.parseDouble(rate), "transitions/s");
            long moved = copy.count("select count(*) from issues where version = 2");
            return moved == done
                    ? measured
                    : measured.with(List.of("pgbench counts " + done + " transitions, the store " + moved));
        } finally {
            delete(script);
        }
    }

    /** pgbench's shortest run is a second. */
    static Timing timing(Timing asked) {
        return new Timing(atLeastASecond(asked.warmUp()), atLeastASecond(asked.measured()));
    }

    private static Duration atLeastASecond(Duration asked) {
        return asked.toSeconds() < 1 ? Duration.ofSeconds(1) : asked;
    }

    /** Clients are not equally fast: the measured run starts behind the fastest of the warm-up. */
    private long firstRoundNobodyBegan() {
        return copy.count("select coalesce(max(id), 0) from issues where version = 2") / clients + 1;
    }

    private String output(Path script, long offset, Duration duration) {
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
                                "-D",
                                "clients=" + clients,
                                "-D",
                                "n=" + (offset - 1),
                                "-T",
                                Long.toString(duration.toSeconds())));
    }

    private static Matcher found(String output, Pattern pattern) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) {
            throw new BenchException("pgbench said something else than '" + pattern + "': " + output);
        }
        return matcher;
    }

    private static Path script() {
        try {
            Path script = Files.createTempFile("transition", ".pgbench");
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
