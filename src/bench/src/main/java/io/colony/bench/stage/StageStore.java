package io.colony.bench.stage;

import io.colony.bench.store.Databases;
import io.colony.bench.store.StoreFill;

/** Issues that wait to be analysed. */
public final class StageStore {
    private StageStore() {}

    /** Makes a store with so many of them, each with a past. */
    public static void create(Databases databases, String name, int issues) {
        StoreFill.create(databases, name);
        databases.in(name, statement -> {
            StoreFill.WIDE.owners(statement);
            StoreFill.WIDE.issues(statement, 1, issues, "analyzing");
            StoreFill.WIDE.history(statement, 1, issues);
            StoreFill.WIDE.tasks(statement, 1, issues, "analyze");
        });
        databases.settle(name);
    }
}
