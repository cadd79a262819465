package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.recovery.Breaker;
import java.time.Instant;
import java.util.List;

/** Breakers as a table and as JSON. */
public final class BreakerReport {
    private BreakerReport() {}

    /** A line for each, or a word that there is none. */
    public static List<String> lines(List<Breaker> breakers, Instant now) {
        if (breakers.isEmpty()) {
            return List.of("No breaker has counted a failure.");
        }
        TextTable table = new TextTable("SCOPE", "KEY", "STATE", "#FAILURES", "SINCE", "UNTIL", "REASON");
        breakers.forEach(breaker -> table.row(
                breaker.key().scope().slug(),
                breaker.key().key(),
                breaker.position(now),
                Integer.toString(breaker.failures()),
                breaker.since().map(Instant::toString).orElse("-"),
                breaker.until().map(Instant::toString).orElse(breaker.open() ? "a person" : "-"),
                breaker.reason()));
        return table.lines();
    }

    /** The same for scripts. */
    public static ArrayNode json(List<Breaker> breakers, Instant now) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Breaker breaker : breakers) {
            ObjectNode node = array.addObject()
                    .put("scope", breaker.key().scope().slug())
                    .put("key", breaker.key().key())
                    .put("state", breaker.position(now))
                    .put("failures", breaker.failures())
                    .put("openings", breaker.openings())
                    .put("probing", breaker.probing())
                    .put("reason", breaker.reason());
            breaker.since().ifPresent(at -> node.put("since", at.toString()));
            breaker.until().ifPresent(at -> node.put("until", at.toString()));
        }
        return array;
    }
}
