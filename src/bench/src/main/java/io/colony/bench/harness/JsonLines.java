package io.colony.bench.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Readings and judged goals as JSON, one object a line. */
public final class JsonLines {
    private static final MathContext DIGITS = new MathContext(6);

    private JsonLines() {}

    /** A reading's line. */
    public static String line(Reading reading) {
        Measured measured = reading.measured();
        ObjectNode line = Json.object()
                .put("bench", reading.bench())
                .put("role", reading.role().slug())
                .put("contender", reading.contender());
        line.set("params", Json.of(new TreeMap<>(reading.params())));
        line.put("value", rounded(measured.value())).put("unit", measured.unit());
        put(line, "p50_ms", measured.p50Ms());
        put(line, "p99_ms", measured.p99Ms());
        line.put("rep", reading.rep())
                .put("fsync_us", reading.fsyncMicros())
                .put("loadavg", rounded(reading.load()))
                .put("commit", reading.commit());
        if (!measured.details().isEmpty()) {
            ObjectNode details = Json.object();
            new TreeMap<>(measured.details()).forEach((name, value) -> details.put(name, rounded(value)));
            line.set("details", details);
        }
        if (!measured.violations().isEmpty()) {
            line.set("violations", Json.of(measured.violations()));
        }
        return Json.text(line);
    }

    /** A judged goal's line. */
    public static String line(GoalResult result) {
        return Json.text(Json.object()
                .put("goal", result.goal().name())
                .put("bench", result.bench())
                .put("ratio_median", rounded(result.median()))
                .put("min", rounded(result.min()))
                .put("max", rounded(result.max()))
                .put("target", rounded(result.goal().target()))
                .put("sense", result.goal().sense() == Goal.Sense.AT_LEAST ? "at-least" : "at-most")
                .put("pass", result.verdict().words()));
    }

    private static void put(ObjectNode line, String name, OptionalDouble value) {
        if (value.isPresent()) {
            line.put(name, rounded(value.getAsDouble()));
        } else {
            line.putNull(name);
        }
    }

    /** Null for what is no number, such as a ratio to nothing. */
    private static @Nullable BigDecimal rounded(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        BigDecimal shown = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        return shown.scale() < 0 ? shown.setScale(0) : shown;
    }
}
