package io.colony.engine.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.recovery.sentinel.AcceptedProtection;
import io.colony.engine.recovery.sentinel.SentinelFindings;
import io.colony.engine.recovery.sentinel.SettingsDrift;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Accepts a repository's branch protection as it is now, for a person who administers it. Safe for many threads. */
public final class ProtectionAcceptance {
    private final Database database;
    private final InstantSource clock;
    private final Map<String, Forge> forges;
    private final Repositories repositories;
    private final AuditLog audit;
    private final AcceptedProtection protection = AcceptedProtection.postgres();
    private final SentinelFindings findings = SentinelFindings.postgres();

    public ProtectionAcceptance(
            Database database,
            InstantSource clock,
            Map<String, Forge> forges,
            Repositories repositories,
            AuditLog audit) {
        this.database = database;
        this.clock = clock;
        this.forges = Map.copyOf(forges);
        this.repositories = repositories;
        this.audit = audit;
    }

    /**
     * Later readings are held against the present one; where there is none any more, against the first that there is.
     * {@code reason} is kept in the audit log. From now on changes are merged by their verdicts again.
     */
    public OperatorAnswer accept(String slug, String login, String reason) {
        Optional<Repository> repository = database.inTransaction(transaction -> repositories.find(transaction, slug));
        Optional<Forge> forge = repository.flatMap(found -> Optional.ofNullable(forges.get(found.forge())));
        if (reason.isBlank() || forge.isEmpty()) {
            return new OperatorAnswer(
                    false,
                    reason.isBlank()
                            ? "An acceptance is kept in the audit log with its reason; give one."
                            : "There is no repository " + slug + " here, or its code host is not reached.");
        }
        if (forge.get().permission(slug, login).compareTo(Permission.ADMIN) < 0) {
            return new OperatorAnswer(false, login + " does not administer " + slug + ", which this takes.");
        }
        Repository found = repository.get();
        return switch (forge.get().protection(slug, found.defaultBranch())) {
            case Forge.Protection.Unknown unknown ->
                database.<Boolean>inTransaction(transaction -> forget(transaction, found, login, reason))
                        ? new OperatorAnswer(
                                true,
                                "Accepted: the protection of " + slug + " cannot be seen (" + unknown.reason()
                                        + "). What is seen of it next is noted as it is.")
                        : new OperatorAnswer(
                                false, "The protection of " + slug + " cannot be seen: " + unknown.reason() + ".");
            case Forge.Protection.Known known -> {
                database.useTransaction(transaction -> {
                    protection.accept(transaction, found.id(), known, clock.instant());
                    decided(
                            transaction,
                            found,
                            login,
                            Json.object()
                                    .put("required_checks", String.join(", ", known.requiredChecks()))
                                    .put("may_bypass", known.mergerMayBypass())
                                    .put("reason", Json.storable(reason)));
                });
                yield new OperatorAnswer(
                        true,
                        "Accepted: " + slug + " requires " + known.requiredChecks()
                                + (known.mergerMayBypass() ? ", and the merger may bypass it." : "."));
            }
        };
    }

    private boolean forget(Transaction transaction, Repository repository, String login, String reason) {
        boolean known = protection.forget(transaction, repository.id());
        if (known) {
            decided(
                    transaction,
                    repository,
                    login,
                    Json.object().put("seen", false).put("reason", Json.storable(reason)));
        }
        return known;
    }

    private void decided(Transaction transaction, Repository repository, String login, JsonNode details) {
        findings.resolve(transaction, SettingsDrift.NAME, repository.slug(), clock.instant());
        audit.append(
                transaction,
                repository.tenantId(),
                clock.instant(),
                "operator:" + login,
                "protection-accepted",
                repository.slug(),
                details);
    }
}
