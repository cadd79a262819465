package io.colony.web.metrics;

import io.colony.engine.status.Readiness;
import io.colony.engine.status.StoreUnavailableException;
import io.colony.engine.status.StoreVitals;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /health/ready}: 200 where this program can work, and otherwise 503 with what is missing. It tells no figures. */
public final class ReadyAnswer {
    private ReadyAnswer() {}

    public static Answer of(StoreVitals vitals) {
        try {
            return of(vitals.readiness());
        } catch (StoreUnavailableException away) {
            return missing(
                    Map.of("store_answers", false),
                    "The store does not answer. Check that Postgres runs and can be reached.");
        }
    }

    private static Answer of(Readiness readiness) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("store_answers", true);
        facts.put("schema_fits", readiness.schemaFits());
        // Told and no more: pages are of use without a worker, and workers may run elsewhere.
        facts.put("worker_live", readiness.workersLive() > 0);
        return readiness.schemaFits()
                ? answer(200, "ready", facts, List.of())
                : missing(
                        facts,
                        "The store's schema is not this program's. Another Colony changed it since this one started:"
                                + " start the same version here.");
    }

    private static Answer missing(Map<String, Object> facts, String what) {
        return answer(503, "not ready", facts, List.of(what)).with(Map.of("Retry-After", "5"));
    }

    private static Answer answer(int status, String word, Map<String, Object> facts, List<String> missing) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("status", word);
        json.putAll(facts);
        json.put("missing", missing);
        return Answer.json(status, JsonText.bytes(json));
    }
}
