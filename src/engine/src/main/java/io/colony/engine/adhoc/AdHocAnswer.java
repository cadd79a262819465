package io.colony.engine.adhoc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import io.colony.engine.ledger.Usd;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run ended.
 *
 * @param outcome "done" or "not-done", as the agent says; else why there is no such word: "failed", "unparseable", "stalled",
 *     "over-ceiling", "provider-limit", "not-started", "stopped", or "lost" where whoever asked was gone too long
 * @param summary for people: the agent's own words where it gave any
 * @param cost in US dollars
 * @param estimated whether nobody stated what it cost
 */
public record AdHocAnswer(long runId, String outcome, String summary, Usd cost, boolean estimated) {
    static final String LOST = "lost";

    /** Whether the agent did what it was asked. */
    public boolean done() {
        return outcome.equals("done");
    }

    /** For scripts: plain values under the names of this record's parts, {@code run} for its number. */
    public Map<String, Object> values() {
        return new TreeMap<>(Map.of(
                "outcome", outcome,
                "summary", summary,
                "cost", cost.amount(),
                "estimated", estimated,
                "run", runId));
    }

    ObjectNode json() {
        return Json.object()
                .put("outcome", outcome)
                .put("summary", Json.storable(summary))
                .put("cost", cost.amount().toPlainString())
                .put("estimated", estimated);
    }

    static AdHocAnswer read(long runId, JsonNode json) {
        return new AdHocAnswer(
                runId,
                json.path("outcome").asText(),
                json.path("summary").asText(),
                Usd.of(json.path("cost").asText()),
                json.path("estimated").asBoolean());
    }
}
