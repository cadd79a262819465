package io.colony.engine.audit;

import java.time.Instant;

/**
 * What of an audit row is hashed, besides its place in the chain.
 *
 * @param detail JSON, in the exact text that is hashed: Postgres' normal form of {@code jsonb}
 */
public record AuditRow(
        long id, long tenantId, Instant at, String actor, String action, String subject, String detail) {}
