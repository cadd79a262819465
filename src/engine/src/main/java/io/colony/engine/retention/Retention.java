package io.colony.engine.retention;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.retention.RetentionStore.End;
import io.colony.engine.retention.RetentionStore.Limit;
import io.colony.engine.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes what has been kept long enough, in small transactions, each with a row in the audit log that says what and how
 * many. One process does so at a time; the others pass. Besides their owners nobody removes rows but this, and it removes
 * only what has come to its end: closed, delivered, processed, or of an issue that has ended. Safe for use by many threads
 * and processes.
 */
public final class Retention {
    private static final int BATCH = 1_000;

    private final Database database;
    private final InstantSource clock;
    private final RetentionSettings settings;
    private final WorkflowCatalog workflows;
    private final AuditLog audit;
    private final RetentionStore store = RetentionStore.postgres();

    public Retention(
            Database database,
            InstantSource clock,
            RetentionSettings settings,
            WorkflowCatalog workflows,
            AuditLog audit) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.workflows = workflows;
        this.audit = audit;
    }

    /** How many rows {@link #run} would remove now, by class; classes that are kept for ever are left out. */
    public Map<RetentionClass, Long> due() {
        Map<RetentionClass, Long> due = new EnumMap<>(RetentionClass.class);
        for (RetentionClass what : RetentionClass.values()) {
            before(what)
                    .ifPresent(before -> due.put(
                            what,
                            database.inTransaction(
                                    transaction -> total(store.count(transaction, what, limit(transaction, before))))));
        }
        return due;
    }

    /**
     * Removes everything that is due.
     *
     * @param actor who asks, as the audit log names them
     * @return how many rows, by class
     */
    public Map<RetentionClass, Long> run(String actor) {
        Map<RetentionClass, Long> removed = new EnumMap<>(RetentionClass.class);
        for (RetentionClass what : RetentionClass.values()) {
            before(what).ifPresent(before -> {
                long sum = 0;
                long batch;
                do {
                    batch = database.<Long>inTransaction(transaction -> batch(transaction, what, before, actor));
                    sum += batch;
                } while (batch == BATCH);
                removed.put(what, sum);
            });
        }
        return removed;
    }

    private long batch(Transaction transaction, RetentionClass what, Instant before, String actor) {
        if (!store.alone(transaction)) {
            return 0;
        }
        Map<Long, Long> removed = store.remove(transaction, what, limit(transaction, before), BATCH);
        removed.forEach((tenant, rows) -> audit.append(
                transaction,
                tenant,
                clock.instant(),
                actor,
                "retention",
                what.slug(),
                Json.object().put("rows", rows).put("before", before.toString())));
        return total(removed);
    }

    private Optional<Instant> before(RetentionClass what) {
        return settings.of(what).map((Duration kept) -> clock.instant().minus(kept));
    }

    private Limit limit(Transaction transaction, Instant before) {
        Set<End> ends = store.workflows(transaction).stream()
                .flatMap(version ->
                        workflows.get(transaction, version.id(), version.version()).states().values().stream()
                                .filter(state -> state.type() == Workflow.Type.TERMINAL)
                                .map(state -> new End(version, state.slug())))
                .collect(Collectors.toSet());
        return new Limit(before, ends);
    }

    private static long total(Map<Long, Long> perTenant) {
        return perTenant.values().stream().mapToLong(Long::longValue).sum();
    }
}
