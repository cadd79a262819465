package io.colony.engine.config;

import java.util.List;

/**
 * What an installation's settings are and where each comes from, for people.
 *
 * @param entries in the order of the documentation
 */
public record EffectiveConfiguration(List<Entry> entries) {
    /**
     * A setting.
     *
     * @param name such as {@code http.port}
     * @param value as shown: secrets are hidden
     * @param source {@code default}, {@code colony.yaml:12}, {@code environment COLONY_HTTP_PORT}, {@code command line}
     */
    public record Entry(String name, String value, String source) {}
}
