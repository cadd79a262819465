package io.colony.engine.queue;

import io.colony.engine.database.Transaction;

/** Wakes the next of the merges that wait for their turn at one base branch. */
final class PostgresMergeQueue {
    static final String EXECUTOR = "merge";

    private PostgresMergeQueue() {}

    /**
     * To be called once the merge holds its turn no more, before the commit. One that is just being refused its turn by
     * another transaction, which holds the branch's lock, is waited for: it would be told of nothing otherwise.
     */
    static void passTurnOn(Transaction transaction, long mergeTaskId) {
        transaction
                .handle()
                .createQuery("""
                        select pg_advisory_xact_lock(
                          hashtextextended('colony-merge:' || i.repository_id || ':' || i.base_branch, 0))::text
                        from tasks t join issues i on i.id = t.issue_id where t.id = :task
                        """)
                .bind("task", mergeTaskId)
                .mapTo(String.class)
                .list();
        // run_after < held_until: it was postponed. What was released to a later time waits for something else.
        transaction.handle().createUpdate("""
                        update tasks set held_until = null
                        where id = (
                          select t.id
                          from tasks ended
                          join issues e on e.id = ended.issue_id
                          join tasks t on t.repository_id = ended.repository_id
                          join issues i on i.id = t.issue_id and i.base_branch = e.base_branch
                          where ended.id = :task and t.id <> ended.id and t.state = 'queued' and t.executor = 'merge'
                            and t.run_after < t.held_until
                          order by t.turn_at, t.id limit 1
                          for update of t skip locked)
                        """).bind("task", mergeTaskId).execute();
    }
}
