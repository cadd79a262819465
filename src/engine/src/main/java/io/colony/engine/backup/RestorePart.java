package io.colony.engine.backup;

import io.colony.engine.database.TablePolicy;

/** What of a backup is restored. The local code host's rows lie in the same database and are not Colony's own memory. */
public enum RestorePart {
    /** Everything. */
    ALL,
    /** Colony's own tables; the local code host that is in the database stays as it is. */
    STORE,
    /** The local code host alone. */
    CODE_HOST;

    boolean holds(String table) {
        boolean codeHost = TablePolicy.of(table).map(TablePolicy::codeHost).orElse(false);
        return switch (this) {
            case ALL -> true;
            case STORE -> !codeHost;
            case CODE_HOST -> codeHost;
        };
    }
}
