package io.colony.engine.command;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.recovery.Breaker;
import io.colony.engine.recovery.BreakerKey;
import io.colony.engine.recovery.Breakers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Closes a breaker for a person. Who may write to a repository may reset its breaker and those of its issues; a back end
 * is everybody's, so it takes somebody who administers a repository. Safe for use by many threads.
 */
public final class BreakerReset {
    private final Database database;
    private final InstantSource clock;
    private final Map<String, Forge> forges;
    private final Stores stores;
    private final CarriedOutOnce once;

    /** What is changed together. */
    public record Stores(Repositories repositories, Breakers breakers, TaskQueue queue, AuditLog audit) {}

    /** @param forges by adapter name; a permission is asked there */
    public BreakerReset(Database database, InstantSource clock, Map<String, Forge> forges, Stores stores) {
        this.database = database;
        this.clock = clock;
        this.forges = Map.copyOf(forges);
        this.stores = stores;
        this.once = new CarriedOutOnce(clock);
    }

    /**
     * Closes the breaker, or says why not. What it held is due at once.
     *
     * @param login who asks, as the code host knows them
     * @param reason why, in their words; kept in the audit log
     */
    public OperatorAnswer reset(BreakerKey key, String login, String reason) {
        return reset(key, login, reason, Optional.empty());
    }

    /**
     * The same, once for each name.
     *
     * @param scope as people name it
     * @param key within its scope
     */
    public OperatorAnswer reset(String scope, String key, String login, String reason, CommandName name) {
        return BreakerKey.Scope.named(scope)
                .map(known -> reset(
                        new BreakerKey(known, key),
                        login,
                        reason,
                        Optional.of(new InstallationLog.Entry(
                                name, login, "breakers reset " + scope + " " + key + " " + reason))))
                .orElseGet(() -> refusal("There is no scope '" + scope
                        + "' of breakers; there are issue-stage, repository and back-end."));
    }

    private OperatorAnswer reset(BreakerKey key, String login, String reason, Optional<InstallationLog.Entry> entry) {
        if (reason.isBlank()) {
            return refusal("A reset is kept in the audit log with its reason; give one.");
        }
        List<Repository> all =
                database.inTransaction(transaction -> stores.repositories().all(transaction));
        Optional<Repository> entitled = all.stream()
                .filter(repository -> concerns(key, repository))
                .filter(repository -> may(key, repository, login))
                .findFirst();
        return entitled.isEmpty()
                ? refusal(login + " may not reset the breaker of " + key + ": it takes "
                        + (key.scope() == BreakerKey.Scope.BACK_END
                                ? "somebody who administers a repository."
                                : "somebody who may write to its repository, which must be known here."))
                : database.inTransaction(transaction ->
                        once.answer(transaction, entry, () -> reset(transaction, key, entitled.get(), login, reason)));
    }

    private OperatorAnswer reset(
            Transaction transaction, BreakerKey key, Repository repository, String login, String reason) {
        Optional<Breaker> before = stores.breakers().reset(transaction, key);
        if (before.isEmpty()) {
            return refusal("There is no breaker " + key + ". 'colony breakers' lists those that counted anything.");
        }
        stores.queue().resumeHeld(transaction, "breaker " + key + ":");
        String was = before.get().position(clock.instant());
        stores.audit()
                .append(
                        transaction,
                        repository.tenantId(),
                        clock.instant(),
                        "operator:" + login,
                        "breaker-reset",
                        key.toString(),
                        Json.object()
                                .put("was", was)
                                .put("failures", before.get().failures())
                                .put("its_reason", before.get().reason())
                                .put("reason", Json.storable(reason)));
        return new OperatorAnswer(true, "The breaker of " + key + " is closed now (was " + was + ").");
    }

    private static boolean concerns(BreakerKey key, Repository repository) {
        return switch (key.scope()) {
            case BACK_END -> true;
            case REPOSITORY -> key.key().equals(repository.slug());
            case ISSUE_STAGE -> key.key().startsWith(repository.slug() + "#");
        };
    }

    private boolean may(BreakerKey key, Repository repository, String login) {
        Permission needed = key.scope() == BreakerKey.Scope.BACK_END ? Permission.ADMIN : Permission.WRITE;
        return Optional.ofNullable(forges.get(repository.forge()))
                .filter(forge -> forge.permission(repository.slug(), login).compareTo(needed) >= 0)
                .isPresent();
    }

    private static OperatorAnswer refusal(String reason) {
        return new OperatorAnswer(false, reason);
    }
}
