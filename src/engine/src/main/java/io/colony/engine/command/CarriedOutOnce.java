package io.colony.engine.command;

import io.colony.engine.command.InstallationLog.Entry;
import io.colony.engine.database.Transaction;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries requests that concern no single issue out once, whether they have a name or are as good as new each time. */
final class CarriedOutOnce {
    private final InstantSource clock;
    private final InstallationLog log = InstallationLog.postgres();

    CarriedOutOnce(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The answer to a request.
     *
     * @param entry empty where each request is another one, as on the command line
     */
    OperatorAnswer answer(Transaction transaction, Optional<Entry> entry, Supplier<OperatorAnswer> act) {
        return entry.map(named -> named(transaction, named, act)).orElseGet(act);
    }

    private OperatorAnswer named(Transaction transaction, Entry entry, Supplier<OperatorAnswer> act) {
        return log.begin(transaction, entry.name()).orElseGet(() -> {
            OperatorAnswer answer = act.get();
            if (answer.accepted()) {
                log.end(transaction, entry, answer, clock.instant());
            }
            return answer;
        });
    }
}
