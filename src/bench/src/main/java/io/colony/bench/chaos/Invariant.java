package io.colony.bench.chaos;

import java.util.List;

/** One rule, and how a store is asked whether it is kept. */
interface Invariant {
    String name();

    /** What breaks it; nothing where it is kept. */
    List<Violation> broken(SqlClient store);

    /** A rule that a query finds the breakers of: one row each, with a first column that says what they are. */
    record Query(String name, String sql) implements Invariant {
        @Override
        public List<Violation> broken(SqlClient store) {
            return Violation.of(name, store.rows(sql));
        }
    }
}
