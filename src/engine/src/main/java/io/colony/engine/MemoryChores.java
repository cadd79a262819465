package io.colony.engine;

import io.colony.engine.database.Database;
import io.colony.engine.notice.NoticeChore;
import io.colony.engine.notice.Notices;
import io.colony.engine.notice.Notifying;
import io.colony.engine.queue.WakeUp;
import io.colony.engine.retrospective.RetrospectiveChore;
import io.colony.engine.retrospective.Retrospectives;
import io.colony.engine.stage.Dispatcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/** Wires what ended issues leave, and telling people that something waits for them. */
final class MemoryChores {
    private static final Duration LOOK = Duration.ofSeconds(1);

    /** Nobody waits for these: while nothing is to be done they look less often. */
    private static final Duration REST = Duration.ofSeconds(5);

    private MemoryChores() {}

    static void add(
            Threads threads,
            Database database,
            InstantSource clock,
            Dispatcher.Stores stores,
            UnaryOperator<String> redact,
            Notifying notifying) {
        RetrospectiveChore retrospectives = new RetrospectiveChore(database, clock, Retrospectives.postgres(), redact);
        threads.add("retrospectives", () -> retrospectives.run() > 0, WakeUp.inProcess(), LOOK, REST);
        NoticeChore notices = new NoticeChore(
                database,
                clock,
                Notices.postgres(stores.workflows()),
                stores.outbox(),
                notifying.settings(),
                notifying.notifiers());
        threads.add("notices", () -> notices.run() > 0, WakeUp.inProcess(), LOOK, REST);
    }
}
