package io.colony.engine.status;

/**
 * Whether a program can work on the store that answers it.
 *
 * @param schema the version of the schema
 * @param expected the version that the program knows; a newer Colony may have raised the schema since it started
 * @param workersLive workers that reported within the last minute and have not stopped, wherever they run
 */
public record Readiness(String schema, String expected, long workersLive) {
    /** Whether the schema is the one that the program knows. */
    public boolean schemaFits() {
        return schema.equals(expected);
    }
}
