package io.colony.engine;

import io.colony.engine.database.Database;
import io.colony.engine.queue.DelayedTasks;
import io.colony.engine.queue.TaskQueue;
import io.colony.engine.queue.WakeUp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What has to be done about the queue besides working on it. Each method is used by one thread. */
final class QueueChores {
    /** How often those who work look by themselves while nobody can tell them: at first, and while nothing happens. */
    private static final Duration POLL = Duration.ofMillis(500);

    private static final Duration IDLE_POLL = Duration.ofSeconds(2);

    /** The net under the wake-up, for a hint that was lost. */
    private static final Duration NET = Duration.ofSeconds(5);

    private static final int IDLE_TURNS = 10;

    private static final Duration LOOK_FOR_AGENTS = Duration.ofMinutes(1);

    /** After so long an agent that nobody has is asked for anew: the repository may name another one by now. */
    private static final Duration AGENT_FORGOTTEN = Duration.ofMinutes(10);

    private static final Duration LIVE = Duration.ofMinutes(1);

    private final Database database;
    private final InstantSource clock;
    private final TaskQueue queue;
    private final WakeUp wakeUp;
    private final DelayedTasks delayedTasks;

    QueueChores(Database database, InstantSource clock, TaskQueue queue, WakeUp wakeUp) {
        this.database = database;
        this.clock = clock;
        this.queue = queue;
        this.wakeUp = wakeUp;
        this.delayedTasks = new DelayedTasks(queue, wakeUp, clock);
    }

    /** The longest wait of somebody who works, where the last {@code idle} looks found nothing. */
    Duration longest(int idle) {
        return wakeUp.hearsOthers() ? NET : idle < IDLE_TURNS ? POLL : IDLE_POLL;
    }

    void addTo(Threads threads) {
        threads.add("delayed-tasks", delayedTasks::step, wakeUp, idle -> delayedTasks.untilNext(longest(idle)));
        threads.add("agent-demands", this::forgetAgents, WakeUp.inProcess(), LOOK_FOR_AGENTS);
    }

    private boolean forgetAgents() {
        Instant now = clock.instant();
        int forgotten = database.<Integer>inTransaction(
                transaction -> queue.forgetAgents(transaction, now.minus(AGENT_FORGOTTEN), now.minus(LIVE)));
        if (forgotten > 0) {
            wakeUp.wake();
        }
        return false;
    }
}
