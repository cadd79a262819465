package io.colony.engine.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.projection.Quotation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A verdict as a check shows it, beside a change's lines. All words are an agent's, made inert for a page that renders
 * Markdown.
 *
 * @param title the verdict, and for which commit
 * @param notes the findings that name a file
 */
public record ReviewCheck(Conclusion conclusion, String title, String summary, List<Note> notes) {
    /** What the check comes to, as GitHub calls it: approved, changes asked for, or neither. */
    public enum Conclusion {
        SUCCESS,
        FAILURE,
        /** There is no verdict that could be read; a person decides. */
        NEUTRAL
    }

    /** How bad a finding is, as GitHub calls it. */
    public enum Severity {
        NOTICE,
        WARNING,
        FAILURE
    }

    /**
     * A finding.
     *
     * @param path in the repository
     * @param line from 1; 1 where the finding names none
     */
    public record Note(String path, int line, Severity severity, String message) {}

    public ReviewCheck {
        notes = List.copyOf(notes);
    }

    public static ReviewCheck of(VerdictEntry verdict) {
        List<String> rest = new ArrayList<>();
        List<Note> notes = new ArrayList<>();
        for (JsonNode finding : verdict.content().path("findings")) {
            String message = Quotation.plain(finding.path("message").asText());
            file(finding)
                    .ifPresentOrElse(
                            path -> notes.add(new Note(
                                    path,
                                    Math.max(1, finding.path("line").asInt(1)),
                                    severity(finding.path("severity").asText()),
                                    message)),
                            () -> rest.add(Quotation.block(message)));
        }
        String summary = verdict.content().path("summary").asText();
        rest.addFirst(Quotation.block(summary.isBlank() ? "Nothing was said." : summary));
        return new ReviewCheck(
                conclusion(verdict.verdict()),
                verdict.verdict() + " at " + verdict.headSha(),
                String.join("\n\n", rest),
                notes);
    }

    private static Optional<String> file(JsonNode finding) {
        return Optional.of(finding.path("file").asText().strip()).filter(path -> !path.isEmpty());
    }

    private static Conclusion conclusion(String verdict) {
        return switch (verdict) {
            case "APPROVE" -> Conclusion.SUCCESS;
            case "CHANGES_REQUESTED", "PARTIAL" -> Conclusion.FAILURE;
            default -> Conclusion.NEUTRAL;
        };
    }

    private static Severity severity(String word) {
        return switch (word) {
            case "blocker" -> Severity.FAILURE;
            case "major" -> Severity.WARNING;
            default -> Severity.NOTICE;
        };
    }
}
