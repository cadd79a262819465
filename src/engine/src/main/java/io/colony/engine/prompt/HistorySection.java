package io.colony.engine.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Earlier attempts of the same issue, oldest first. The newest are told whole; what they leave no room for is told in a
 * line each, so that no prompt grows with every attempt.
 */
final class HistorySection {
    private static final int LONGEST_ARTIFACT = 16_000;
    private static final int LONGEST_REASON = 2_000;
    private static final int LONGEST = 80_000;
    private static final int MOST_LINES = 60;

    private HistorySection() {}

    static String of(JsonNode history) {
        Deque<String> told = new ArrayDeque<>();
        int room = LONGEST;
        int left = history.size();
        for (int at = history.size() - 1; at >= 0 && history.size() - at <= MOST_LINES; at--) {
            String head = head(history.get(at));
            String whole = head + details(history.get(at));
            boolean fits = whole.length() <= room;
            room -= fits ? whole.length() : 0;
            told.addFirst(fits ? whole : head + "[what it left is not shown here]\n\n");
            left--;
        }
        return (left == 0 ? "" : "[" + left + " older attempts are not shown here]\n\n") + String.join("", told);
    }

    private static String head(JsonNode attempt) {
        String reason = PromptSections.text(attempt.path("reason"));
        return "### " + PromptSections.text(attempt.path("stage")) + ", attempt "
                + PromptSections.text(attempt.path("attempt")) + ": "
                + PromptSections.text(attempt.path("outcome")) + "\n"
                + (reason.isBlank() ? "" : "Reason: " + PromptSections.cut(reason, LONGEST_REASON) + "\n");
    }

    private static String details(JsonNode attempt) {
        StringBuilder all = new StringBuilder();
        for (JsonNode artifact : attempt.path("artifacts")) {
            detail(all, PromptSections.text(artifact.path("kind")), artifact.path("content"));
        }
        detail(all, "verdict", attempt.path("verdict"));
        detail(all, "end of its transcript", attempt.path("transcript_end"));
        return all.append('\n').toString();
    }

    private static void detail(StringBuilder all, String name, JsonNode content) {
        if (!content.isMissingNode()) {
            all.append('[').append(name).append("]\n");
            all.append(PromptSections.cut(PromptSections.pretty(content), LONGEST_ARTIFACT))
                    .append('\n');
        }
    }
}
