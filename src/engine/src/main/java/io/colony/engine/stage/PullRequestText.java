package io.colony.engine.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.projection.Quotation;
import java.util.List;

/** The description of a pull request: what was asked, what was done, and the evidence that was checked. */
final class PullRequestText {
    private static final int MAX = 20_000;

    private PullRequestText() {}

    static String body(ClaimedTask claim, String summary, List<Artifact> artifacts) {
        StringBuilder text = new StringBuilder();
        text.append(Quotation.block(summary))
                .append("\n\nCloses ")
                .append(claim.issue().key())
                .append(".\n");
        artifacts.stream()
                .filter(artifact -> artifact.kind().equals("evidence"))
                .findFirst()
                .ifPresent(artifact -> evidence(text, artifact.content()));
        text.append("\n---\nWritten by a coding agent under Colony, run ")
                .append(claim.runId())
                .append(".\n");
        return text.length() <= MAX ? text.toString() : text.substring(0, MAX) + "…";
    }

    private static void evidence(StringBuilder text, JsonNode evidence) {
        text.append("\n| claim | file | SHA-256 at the head |\n|---|---|---|\n");
        for (JsonNode file : evidence.path("files")) {
            if (text.length() > MAX) {
                return;
            }
            text.append("| ")
                    .append(Quotation.cell(file.path("claim").asText()))
                    .append(" | `")
                    .append(Quotation.cell(file.path("path").asText()))
                    .append("` | `")
                    .append(Quotation.cell(file.path("claimedSha256").asText()))
                    .append("` |\n");
        }
    }
}
