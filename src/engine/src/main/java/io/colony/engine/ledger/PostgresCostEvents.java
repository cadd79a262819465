package io.colony.engine.ledger;

import io.colony.engine.database.Transaction;
import io.colony.engine.ledger.Ledger.Account;
import java.time.ZoneOffset;

/** Adds to {@code cost_events}; nothing in there ever changes. */
final class PostgresCostEvents {
    private PostgresCostEvents() {}

    /** {@code false} when the key was booked before; nothing was added then. */
    static boolean insert(Transaction transaction, Account account, CostEvent event) {
        return transaction
                        .handle()
                        .createUpdate("""
                                insert into cost_events (idempotency_key, tenant_id, repository_id, issue_id, run_id,
                                  role, stage, attempt, back_end, model, turns, input_tokens, output_tokens,
                                  cache_read_tokens, cache_write_tokens, usd, estimated, worker_seconds, at)
                                values (:key, :tenant, :repository, :issue, :run,
                                  :role, :stage, :attempt, :backEnd, :model, :turns, :input, :output,
                                  :cacheRead, :cacheWrite, :usd, :estimated, :seconds, :at)
                                on conflict (idempotency_key) do nothing
                                """)
                        .bind("key", event.key())
                        .bind("tenant", account.tenantId())
                        .bind("repository", account.repositoryId())
                        .bind("issue", account.issueId())
                        .bind("run", event.runId())
                        .bind("role", event.role())
                        .bind("stage", event.stage())
                        .bind("attempt", event.attempt())
                        .bind("backEnd", event.backEnd())
                        .bind("model", event.model().orElse(null))
                        .bind("turns", event.turns())
                        .bind("input", event.inputTokens())
                        .bind("output", event.outputTokens())
                        .bind("cacheRead", event.cacheReadTokens())
                        .bind("cacheWrite", event.cacheWriteTokens())
                        .bind("usd", event.usd().amount())
                        .bind("estimated", event.estimated())
                        .bind("seconds", event.workerSeconds())
                        .bind("at", event.at().atOffset(ZoneOffset.UTC))
                        .execute()
                == 1;
    }
}
