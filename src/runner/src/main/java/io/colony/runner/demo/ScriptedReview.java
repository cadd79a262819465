package io.colony.runner.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.runner.demo.Recipe.Criterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the diff and says for each acceptance criterion whether something in it bears it out. */
final class ScriptedReview {
    private final Optional<Recipe> recipe;
    private final JsonNode context;
    private final AgentProtocol protocol;
    private final AddedLines added;
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();

    ScriptedReview(Optional<Recipe> recipe, JsonNode context, AgentProtocol protocol) {
        this.recipe = recipe;
        this.context = context;
        this.protocol = protocol;
        this.added = AddedLines.read(context.path("diff").asText());
    }

    ObjectNode run() {
        protocol.text("Reading the diff against the acceptance criteria.");
        // Names the fields in the order that people read them in.
        document.put("verdict", "").put("summary", "");
        ArrayNode findings = document.putArray("findings");
        ArrayNode criteria = document.putArray("criteria");
        criteriaTexts().forEach(text -> judge(text, criteria, findings));
        context.path("gates").forEach(gate -> judgeGate(gate, findings));
        int open = findings.size();
        document.put("verdict", open == 0 ? "APPROVE" : "CHANGES_REQUESTED");
        document.put(
                "summary",
                open == 0
                        ? "Every criterion that can be read off the diff is met."
                        : open + (open == 1 ? " finding has" : " findings have") + " to be addressed.");
        ArrayNode items = document.putArray("action_items");
        findings.forEach(finding -> items.add(finding.path("message").asText()));
        return document;
    }

    private List<String> criteriaTexts() {
        List<String> texts = new ArrayList<>();
        context.path("plan").path("acceptance_criteria").forEach(text -> texts.add(text.asText()));
        if (texts.isEmpty()) {
            recipe.ifPresent(known -> known.criteria().forEach(each -> texts.add(each.text())));
        }
        return texts;
    }

    private void judge(String text, ArrayNode criteria, ArrayNode findings) {
        Optional<Criterion> known = recipe.stream()
                .flatMap(each -> each.criteria().stream())
                .filter(criterion -> criterion.text().equals(text))
                .findFirst();
        ObjectNode entry = criteria.addObject().put("criterion", text);
        if (known.isEmpty()) {
            entry.put("status", "not-verifiable").put("note", "Nothing in the diff can tell.");
            return;
        }
        Criterion criterion = known.get();
        Optional<AddedLines.Line> evidence = added.of(criterion.path()).stream()
                .filter(line -> criterion.evidence().matcher(line.text()).find())
                .findFirst();
        evidence.ifPresentOrElse(
                line -> entry.put("status", "met").put("note", criterion.path() + ":" + line.number()), () -> {
                    entry.put("status", "not-met").put("note", criterion.missing());
                    finding(findings, criterion.path(), criterion.missing());
                });
    }

    private void judgeGate(JsonNode gate, ArrayNode findings) {
        String verdict = gate.path("verdict").asText();
        if (!verdict.equalsIgnoreCase("pass")) {
            finding(
                    findings,
                    "",
                    "Gate '" + gate.path("gate").asText() + "' says " + verdict + ": "
                            + gate.path("summary").asText());
        }
    }

    /** Points at the first line that the change adds to the file. */
    private void finding(ArrayNode findings, String path, String message) {
        ObjectNode finding = findings.addObject().put("severity", "major");
        if (!path.isEmpty()) {
            finding.put("file", path);
            added.of(path).stream().findFirst().ifPresent(line -> finding.put("line", line.number()));
        }
        finding.put("message", message);
    }
}
