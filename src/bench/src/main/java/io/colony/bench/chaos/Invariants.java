package io.colony.bench.chaos;

import io.colony.engine.database.Database;
import io.colony.engine.ledger.Ceilings;
import java.util.List;
import java.util.stream.Stream;

/** Everything that must hold of a settled store, whatever was done to the processes that filled it. */
final class Invariants {
    private final List<Invariant> all;

    /**
     * @param planned the numbers of the issues that were let in
     * @param ceilings under which the processes ran
     */
    Invariants(Database database, List<Long> planned, Ceilings ceilings) {
        all = Stream.of(
                        StateInvariants.all(planned),
                        QueueInvariants.all(),
                        MoneyInvariants.all(database, ceilings),
                        EpicInvariants.all(database, ceilings),
                        HostInvariants.all(),
                        AuditInvariants.all(database))
                .flatMap(List::stream)
                .toList();
    }

    /** What breaks them, in no order that means anything. */
    List<Violation> broken(SqlClient store) {
        return all.stream()
                .flatMap(invariant -> invariant.broken(store).stream())
                .toList();
    }

    int count() {
        return all.size();
    }
}
