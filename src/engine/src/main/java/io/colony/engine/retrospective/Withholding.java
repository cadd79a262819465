package io.colony.engine.retrospective;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * An operator's word on what an issue may teach: what is wrong or hostile is kept from every later prompt, at once, and
 * stays readable for people. Each decision is in the audit log.
 */
public final class Withholding {
    private final Database database;
    private final InstantSource clock;
    private final Retrospectives retrospectives = Retrospectives.postgres();
    private final AuditLog audit;

    public Withholding(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.audit = AuditLog.postgres(database);
    }

    /**
     * Keeps the issue's retrospectives from prompts, or gives them back.
     *
     * @param reason why; empty to give them back
     * @return whether the issue has any
     */
    public boolean decide(IssueKey issue, String login, Optional<String> reason) {
        return database.<Boolean>inTransaction(transaction -> {
            Instant now = clock.instant();
            Optional<Long> tenant = retrospectives.withhold(transaction, issue, login, reason, now);
            tenant.ifPresent(id -> audit.append(
                    transaction,
                    id,
                    now,
                    Actor.operator(login).toString(),
                    reason.isPresent() ? "retrospective-withheld" : "retrospective-released",
                    issue.toString(),
                    Json.object().put("reason", reason.orElse(""))));
            return tenant.isPresent();
        });
    }
}
