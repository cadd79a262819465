package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a verdict asks the Builder to do, one sentence each. */
final class Findings {
    private Findings() {}

    static List<String> of(JsonNode verdict) {
        List<String> findings = new ArrayList<>();
        for (JsonNode finding : verdict.path("findings")) {
            findings.add(finding.path("severity").asText() + place(finding) + ": "
                    + finding.path("message").asText());
        }
        for (JsonNode criterion : verdict.path("criteria")) {
            if (!criterion.path("status").asText().equals("met")) {
                findings.add("Criterion \"" + criterion.path("criterion").asText() + "\" is "
                        + criterion.path("status").asText() + ": "
                        + criterion.path("note").asText());
            }
        }
        for (JsonNode item : verdict.path("action_items")) {
            findings.add(item.asText());
        }
        if (findings.isEmpty()) {
            findings.add(verdict.path("summary").asText());
        }
        return findings;
    }

    private static String place(JsonNode finding) {
        if (!finding.hasNonNull("file")) {
            return "";
        }
        String file = finding.path("file").asText();
        return finding.hasNonNull("line")
                ? " at " + file + ":" + finding.path("line").asInt()
                : " in " + file;
    }
}
