package io.colony.engine.status;

import io.colony.engine.issue.IssueKey;
import java.time.Instant;

/**
 * An issue that waits for money.
 *
 * @param scope whose ceiling it waits for: {@code run}, {@code issue}, {@code repository} or {@code tenant}
 * @param stopped whether it needs a retry as well; the others go on by themselves
 */
public record MoneyWait(IssueKey issue, String scope, boolean stopped, String reason, Instant since) {}
