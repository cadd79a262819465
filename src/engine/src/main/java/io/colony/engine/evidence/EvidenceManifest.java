package io.colony.engine.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a Builder claims to have done, and the files that are to bear it out.
 *
 * @param claims each with its files
 */
public record EvidenceManifest(List<Claim> claims) {
    /**
     * Reads the claims of a development report.
     *
     * @param report the result document of the Builder; one without {@code claims} claims nothing
     * @throws EvidenceException where a claim is not of the published shape
     */
    public static EvidenceManifest ofDevelopment(JsonNode report) {
        List<Claim> claims = new ArrayList<>();
        for (JsonNode claim : list(report, "claims", "the report")) {
            String text = text(claim, "claim", "claim " + (claims.size() + 1));
            List<ClaimedFile> files = new ArrayList<>();
            for (JsonNode file : list(claim, "files", '"' + text + '"')) {
                String hash = text(file, "sha256", '"' + text + '"').toLowerCase(Locale.ROOT);
                files.add(new ClaimedFile(text(file, "path", '"' + text + '"'), hash));
            }
            claims.add(new Claim(text, List.copyOf(files)));
        }
        return new EvidenceManifest(List.copyOf(claims));
    }

    private static JsonNode list(JsonNode node, String field, String where) {
        JsonNode list = node.path(field);
        if (!list.isArray() && !list.isMissingNode()) {
            throw new EvidenceException("In " + where + " of the development report, '" + field + "' is no list.");
        }
        return list;
    }

    private static String text(JsonNode node, String field, String where) {
        JsonNode text = node.path(field);
        if (!text.isTextual()) {
            throw new EvidenceException("In " + where + " of the development report, '" + field + "' is no text.");
        }
        return text.asText();
    }

    /**
     * One claim, such as "addressed finding 2".
     *
     * @param text the claim in the Builder's words
     * @param files the files that bear it out
     */
    public record Claim(String text, List<ClaimedFile> files) {}

    /**
     * A file as the Builder says it stands at the head commit.
     *
     * @param path relative to the repository's root, with forward slashes
     * @param sha256 of its content, in lower-case hexadecimal
     */
    public record ClaimedFile(String path, String sha256) {}
}
