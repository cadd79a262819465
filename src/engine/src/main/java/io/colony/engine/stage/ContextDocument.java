package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.colony.engine.database.Json;
import io.colony.engine.gate.GateResult;
import io.colony.engine.git.RebaseResult.ConflictHunk;
import io.colony.engine.stage.RunStore.PastRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent is told, as data: the issue as approved, where to start, the plan, every earlier attempt, and what money
 * is left. Its shape is documented in {@code docs/agents.md}.
 */
final class ContextDocument {
    private final ObjectNode root = Json.object();
    private final Map<Long, ObjectNode> attempts = new HashMap<>();

    ContextDocument(ClaimedTask claim, List<PastRun> history) {
        ObjectNode issue = root.putObject("issue");
        issue.put("key", claim.issue().key().toString());
        issue.put("title", claim.snapshot().title());
        issue.put("body", claim.snapshot().bodyNormalised());
        issue.put("author", claim.issue().author());
        ObjectNode repository = root.putObject("repository");
        repository.put("slug", claim.repository().slug());
        repository.put("base_branch", claim.issue().baseBranch());
        root.put("attempt", claim.task().attempt());
        root.put("round", claim.issue().reworkRounds());
        root.put("budget_usd", claim.reserved().amount().toPlainString());
        root.set("plan", plan(history));
        ArrayNode findings = root.putArray("findings");
        openFindings(history).forEach(findings::add);
        ArrayNode past = root.putArray("history");
        history.forEach(run -> attempts.put(run.runId(), addRun(past, run)));
    }

    ContextDocument commits(String startSha, String baseSha) {
        root.put("start_sha", startSha);
        root.put("base_sha", baseSha);
        return this;
    }

    ContextDocument diff(String diff) {
        root.put("diff", diff);
        return this;
    }

    ContextDocument gates(List<GateResult> results) {
        ArrayNode gates = root.putArray("gates");
        for (GateResult result : results) {
            ObjectNode gate = gates.addObject();
            gate.put("gate", result.gate());
            gate.put("verdict", result.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            gate.put("summary", result.summary());
        }
        return this;
    }

    ContextDocument evidence(JsonNode evidence) {
        root.set("evidence", evidence);
        return this;
    }

    ContextDocument conflicts(List<ConflictHunk> hunks) {
        ArrayNode conflicts = root.putArray("conflicts");
        for (int index = 0; index < hunks.size(); index++) {
            ObjectNode conflict = conflicts.addObject();
            conflict.put("index", index);
            conflict.put("path", hunks.get(index).path());
            conflict.set("base", Json.of(hunks.get(index).base()));
            conflict.set("ours", Json.of(hunks.get(index).ours()));
            conflict.set("theirs", Json.of(hunks.get(index).theirs()));
        }
        return this;
    }

    /** What is remembered besides the attempts themselves. */
    ContextDocument recall(Recollection.Recalled recalled) {
        recalled.verdicts().forEach((run, verdict) -> note(run, "verdict", verdict));
        recalled.excerpts().forEach((run, words) -> note(run, "transcript_end", TextNode.valueOf(words)));
        root.set("people", recalled.people());
        root.set("lessons", recalled.lessons());
        return this;
    }

    private void note(long run, String name, JsonNode content) {
        ObjectNode attempt = attempts.get(run);
        if (attempt != null) {
            attempt.set(name, content);
        }
    }

    JsonNode json() {
        return root;
    }

    private static ObjectNode addRun(ArrayNode past, PastRun run) {
        ObjectNode entry = past.addObject();
        entry.put("stage", run.stage());
        entry.put("attempt", run.attempt());
        entry.put("outcome", run.outcome());
        entry.put("reason", run.reason());
        ArrayNode artifacts = entry.putArray("artifacts");
        for (Artifact artifact : run.artifacts()) {
            ObjectNode item = artifacts.addObject();
            item.put("kind", artifact.kind());
            item.set("content", artifact.content());
        }
        return entry;
    }

    private static List<PastRun> counted(List<PastRun> history) {
        return history.stream().filter(PastRun::counted).toList();
    }

    /** What the change is to be made and judged by; an empty object where no plan was made. */
    static JsonNode plan(List<PastRun> history) {
        return latest(counted(history), "plan").orElseGet(Json::nothing);
    }

    static Optional<JsonNode> latest(List<PastRun> history, String kind) {
        return history.reversed().stream()
                .flatMap(run -> run.artifacts().reversed().stream())
                .filter(artifact -> artifact.kind().equals(kind))
                .map(Artifact::content)
                .findFirst();
    }

    /**
     * What the newest review or merge that asked for changes found, and why attempts to mend it were rejected since;
     * empty once a review found nothing.
     */
    private static List<String> openFindings(List<PastRun> history) {
        List<String> findings = new ArrayList<>();
        boolean rejectionOpen = true;
        for (PastRun run : history.reversed()) {
            boolean builders = run.stage().equals("develop");
            rejectionOpen &= !run.outcome().equals("submitted");
            Optional<JsonNode> found = run.counted() ? latest(List.of(run), "findings") : Optional.empty();
            if (found.isPresent() && (!builders || rejectionOpen)) {
                findings.addAll(
                        0, found.get().valueStream().map(JsonNode::asText).toList());
                rejectionOpen &= !builders;
            }
            if (found.isPresent() && !builders) {
                break;
            }
        }
        return findings;
    }
}
