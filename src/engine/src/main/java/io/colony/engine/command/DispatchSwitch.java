package io.colony.engine.command;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.command.InstallationLog.Entry;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.log.Log;
import io.colony.engine.queue.DispatchStop;
import io.colony.engine.queue.DispatchStops;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.status.DispatchStanding;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * The kill switch of an installation: no task is claimed any more once {@link #stop} has returned, and each process ends
 * what it runs within about a second. The code host is not asked who may: it must work while that is away, so the door that
 * a person comes in by decides. Safe for use by many threads.
 */
public final class DispatchSwitch {
    private static final Logger LOG = Log.of(DispatchSwitch.class);
    private static final int LONGEST = 2_000;

    private final Database database;
    private final InstantSource clock;
    private final TaskQueue queue;
    private final AuditLog audit;
    private final DispatchStops stops = DispatchStops.postgres();
    private final CarriedOutOnce once;

    public DispatchSwitch(Database database, InstantSource clock, TaskQueue queue, AuditLog audit) {
        this.database = database;
        this.clock = clock;
        this.queue = queue;
        this.audit = audit;
        this.once = new CarriedOutOnce(clock);
    }

    /**
     * Hands out no more work, and has what runs ended; {@link #standing} says how far that is.
     *
     * @param reason why, in their words; kept in the audit log
     */
    public OperatorAnswer stop(String login, String reason) {
        return stop(login, reason, Optional.empty());
    }

    /** The same, once for each name. */
    public OperatorAnswer stop(String login, String reason, CommandName name) {
        return stop(login, reason, Optional.of(new Entry(name, login, "dispatch stop " + reason)));
    }

    private OperatorAnswer stop(String login, String reason, Optional<Entry> entry) {
        if (reason.isBlank() || reason.length() > LONGEST) {
            return new OperatorAnswer(
                    false, "Dispatch is stopped with a reason of at most " + LONGEST + " characters.");
        }
        try {
            return database.inTransaction(transaction -> {
                stops.holdClaims(transaction);
                return once.answer(transaction, entry, () -> stop(transaction, login, reason));
            });
        } catch (RuntimeException held) {
            // A claim that hangs must not keep the switch from being thrown; what it claims is ended like all else.
            LOG.warn("Dispatch is stopped without waiting for claims under way: {}", held.getMessage());
            return database.inTransaction(
                    transaction -> once.answer(transaction, entry, () -> stop(transaction, login, reason)));
        }
    }

    private OperatorAnswer stop(Transaction transaction, String login, String reason) {
        Instant now = clock.instant();
        Optional<DispatchStop> made = stops.stop(transaction, Json.storable(login), Json.storable(reason), now);
        if (made.isEmpty()) {
            return stops.open(transaction)
                    .map(stop -> new OperatorAnswer(
                            true, "Dispatch was stopped already, by " + stop.by() + " at " + stop.since() + "."))
                    .orElseGet(
                            () -> new OperatorAnswer(false, "Somebody resumed dispatch at this moment; look again."));
        }
        int running = stops.runs(transaction, made.get()).size();
        note(transaction, login, "dispatch-stopped", reason, now, running);
        queue.wakeAfterCommit(transaction);
        return new OperatorAnswer(true, "Dispatch is stopped: no task is begun. Running then: " + running + ".");
    }

    /** Hands out work again. */
    public OperatorAnswer resume(String login, String reason) {
        return database.inTransaction(transaction -> resume(transaction, login, reason));
    }

    /** The same, once for each name. */
    public OperatorAnswer resume(String login, String reason, CommandName name) {
        if (reason.length() > LONGEST) {
            return new OperatorAnswer(
                    false, "Dispatch is resumed with a reason of at most " + LONGEST + " characters.");
        }
        Optional<Entry> entry = Optional.of(new Entry(name, login, "dispatch resume " + reason));
        return database.inTransaction(
                transaction -> once.answer(transaction, entry, () -> resume(transaction, login, reason)));
    }

    private OperatorAnswer resume(Transaction transaction, String login, String reason) {
        Instant now = clock.instant();
        Optional<DispatchStop> ended = stops.resume(transaction, Json.storable(login), Json.storable(reason), now);
        if (ended.isEmpty()) {
            return new OperatorAnswer(false, "Dispatch is not stopped.");
        }
        note(transaction, login, "dispatch-resumed", reason, now, 0);
        queue.wakeAfterCommit(transaction);
        return new OperatorAnswer(
                true,
                "Dispatch goes on (stopped since " + ended.get().since() + " by "
                        + ended.get().by() + ").");
    }

    /** How it stands now. */
    public DispatchStanding standing() {
        return database.inTransaction(transaction -> DispatchStanding.read(transaction, clock.instant()));
    }

    private void note(Transaction transaction, String login, String action, String reason, Instant now, int running) {
        stops.tenants(transaction)
                .forEach(tenant -> audit.append(
                        transaction,
                        tenant,
                        now,
                        "operator:" + login,
                        action,
                        "dispatch",
                        Json.object().put("reason", Json.storable(reason)).put("running", running)));
    }
}
