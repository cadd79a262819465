package io.colony.bench.soak;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Looks at the watched program, its work directory and its store, once. Lock files are counted and not measured: the length
 * of one is a number that its holder chose, up to a megabyte, with nothing in it.
 */
final class SampleReader {
    private static final long KILOBYTE = 1024;
    private static final String TABLES = """
            select relname, pg_total_relation_size(oid) / 1024 from pg_class
            where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname
            """;

    private final StoreFacts store;
    private final ProcessFacts process;
    private final Path work;

    SampleReader(StoreFacts store, ProcessHandle program, Path javaHome, Path work) {
        this.store = store;
        this.process = new ProcessFacts(program, javaHome);
        this.work = work;
    }

    Sample read(double minute) {
        Map<Curve, Long> values = new EnumMap<>(Curve.class);
        values.put(Curve.HEAP_LIVE_KB, process.liveHeap() / KILOBYTE);
        values.put(Curve.RSS_KB, process.status("VmRSS"));
        values.put(Curve.THREADS, process.status("Threads"));
        values.put(Curve.FILES, process.openFiles());
        values.put(Curve.PROCESSES, process.processes());
        values.put(
                Curve.BACKENDS,
                store.number("select count(*) from pg_stat_activity where datname = current_database()"));
        long workspaces = DiskFacts.kilobytes(work.resolve("workspaces"));
        long log = DiskFacts.kilobytes(work.resolve("log"));
        values.put(Curve.WORKSPACE_KB, workspaces);
        values.put(Curve.WORKSPACES, DiskFacts.entries(work.resolve("workspaces")));
        values.put(Curve.LOG_KB, log);
        Path locks = work.resolve("locks");
        values.put(Curve.LOCK_FILES, DiskFacts.files(locks));
        values.put(Curve.OTHER_WORK_KB, DiskFacts.kilobytes(work) - workspaces - log - DiskFacts.kilobytes(locks));
        values.put(Curve.DATABASE_KB, store.number("select pg_database_size(current_database())") / KILOBYTE);
        values.put(
                Curve.OUTBOX,
                store.number("select count(*) from outbox where delivered_at is null and failed_at is null"));
        values.put(Curve.OPEN_TASKS, store.number("select count(*) from tasks where closed_at is null"));
        long ended = store.number("select count(*) from issues where state in ('done', 'cancelled')");
        return new Sample(minute, ended, values, store.counts(TABLES));
    }
}
