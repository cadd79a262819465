package io.colony.engine.status;

import java.util.List;
import java.util.Optional;

/**
 * A page of the audit log, newest first.
 *
 * @param cursor what {@link PageRequest#after} names for the next page; empty on the last one
 */
public record AuditPage(List<AuditEntry> entries, Optional<String> cursor) {}
