package io.colony.engine.agent.claude;

import static io.colony.engine.agent.program.StreamJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.ProviderPause;
import io.colony.engine.agent.program.StreamLine;
import io.colony.engine.agent.program.StreamLine.ErrorClass;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a run of Claude Code failed. A refusal of the provider is reported as {@code subtype: "success"} with {@code
 * is_error: true}; what kind it is stands in {@code api_error_status} and in the {@code error} of the message before.
 */
final class ClaudeFailures {
    private static final long LAST_SECOND =
            Instant.parse("9999-01-01T00:00:00Z").getEpochSecond();

    private String error = "";
    private Optional<Instant> resetsAt = Optional.empty();

    void assistant(JsonNode line) {
        if (!text(line, "error").isEmpty()) {
            error = text(line, "error");
        }
    }

    /** A usage limit of a subscription; tells when it ends. */
    void rateLimit(JsonNode info) {
        JsonNode resets = info.path("resetsAt");
        if (text(info, "status").equals("rejected")
                && resets.canConvertToLong()
                && resets.longValue() > 0
                && resets.longValue() < LAST_SECOND) {
            resetsAt = Optional.of(Instant.ofEpochSecond(resets.longValue()));
        }
    }

    AgentEvent retry(JsonNode line) {
        return new AgentEvent.Problem("The provider refused (" + text(line, "error_status") + " " + text(line, "error")
                + "); attempt " + text(line, "attempt") + " of " + text(line, "max_retries") + " follows in "
                + text(line, "retry_delay_ms") + " ms.");
    }

    StreamLine.Failed of(JsonNode result) {
        String words = words(result);
        return switch (text(result, "subtype")) {
            case "error_max_turns" -> new StreamLine.Failed(ErrorClass.TURNS, words);
            case "error_max_budget_usd" -> new StreamLine.Failed(ErrorClass.BUDGET, words);
            case "success" ->
                new StreamLine.Failed(
                        refusal(result.path("api_error_status").asInt(0)),
                        words,
                        new ProviderPause(resetsAt, Optional.empty()));
            default -> new StreamLine.Failed(ErrorClass.CONTENT, words);
        };
    }

    private ErrorClass refusal(int status) {
        return switch (status) {
            case 401, 402, 403, 404, 405, 407, 451 -> ErrorClass.PERMANENT;
            // An empty account answers as a bad request does.
            case 400, 413, 422 -> byName() == ErrorClass.PERMANENT ? ErrorClass.PERMANENT : ErrorClass.CONTENT;
            case 408, 409, 429 -> ErrorClass.PROVIDER;
            default -> status >= 500 ? ErrorClass.PROVIDER : byName();
        };
    }

    private ErrorClass byName() {
        return switch (error) {
            case "authentication_failed", "oauth_org_not_allowed", "billing_error", "model_not_found" ->
                ErrorClass.PERMANENT;
            case "rate_limit", "server_error", "overloaded" -> ErrorClass.PROVIDER;
            default -> ErrorClass.CONTENT;
        };
    }

    private static String words(JsonNode result) {
        String text = text(result, "result");
        if (!text.isBlank()) {
            return text;
        }
        String errors = String.join(
                "; ", result.path("errors").valueStream().map(JsonNode::asText).toList());
        return errors.isEmpty() ? text(result, "subtype") : errors;
    }
}
