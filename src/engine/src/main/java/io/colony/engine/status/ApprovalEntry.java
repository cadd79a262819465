package io.colony.engine.status;

import java.time.Instant;

/** A person's word on one commit; it never carries over to another. */
public record ApprovalEntry(String headSha, String approver, Instant at) {}
