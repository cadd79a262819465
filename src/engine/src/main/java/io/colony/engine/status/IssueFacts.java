package io.colony.engine.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.IssueState;
import java.time.Instant;
import java.util.Optional;

/**
 * What an issue's own row says beyond its {@link IssueSummary}.
 *
 * @param reserved what runs under way may still spend
 * @param resumeState where retry and resume lead
 * @param generation from 1, raised by each reimplementation
 * @param headSha the head of our branch as last pushed by us
 * @param baseSha the base commit that the head was built on
 * @param hiddenText whether the text has parts that readers of the issue do not see: a sign of risk, though the templates
 *     of many repositories have comments
 */
public record IssueFacts(
        String author,
        int priority,
        String workflow,
        @JsonProperty("reserved_usd") Usd reserved,
        Optional<IssueState> resumeState,
        int generation,
        String baseBranch,
        Optional<String> branch,
        Optional<String> headSha,
        Optional<String> baseSha,
        int clarifications,
        int reworkRounds,
        boolean hiddenText,
        Instant createdAt) {}
