package io.colony.engine.queue;

import io.colony.engine.database.Transaction;
import java.time.Instant;

/** Forgets agents that nobody has. */
final class PostgresAgentDemands {
    /** Whether a live worker offers the agent that stands in the given expression. */
    private static final String OFFERED = """
            exists (select from workers w
                    where w.stopped_at is null and w.seen_at >= :seenSince and %s = any(w.agents))
            """;

    private PostgresAgentDemands() {}

    static int forget(Transaction transaction, Instant notedBefore, Instant seenSince) {
        int forgotten = transaction
                .handle()
                .createUpdate("delete from repository_agents a where a.noted_at < :notedBefore and not "
                        + OFFERED.formatted("a.agent"))
                .bind("notedBefore", notedBefore)
                .bind("seenSince", seenSince)
                .execute();
        // Also what a task alone asks for, such as a merge with a conflict.
        transaction
                .handle()
                .createUpdate("""
                        update tasks set demand = 'stage'
                        where id in (
                          select t.id from tasks t
                          where t.state = 'queued' and t.demand > :withAgent and t.demand < 'stageA'
                            and t.created_at < :notedBefore
                            and not exists (select from repository_agents a where a.repository_id = t.repository_id)
                            and not %s
                          for update skip locked)
                        """.formatted(OFFERED.formatted("substr(t.demand, length(:withAgent) + 1)")))
                .bind("withAgent", Demand.WITH_AGENT)
                .bind("notedBefore", notedBefore)
                .bind("seenSince", seenSince)
                .execute();
        return forgotten;
    }
}
