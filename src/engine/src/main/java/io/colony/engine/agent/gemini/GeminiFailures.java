package io.colony.engine.agent.gemini;

import static io.colony.engine.agent.program.StreamJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.agent.program.FailureWords;
import io.colony.engine.agent.program.StreamLine;
import io.colony.engine.agent.program.StreamLine.ErrorClass;
import java.util.List;

/**
 * What kind of failure a {@code result} with {@code status: "error"} is. The exit code says nothing that could be relied
 * on: it is the HTTP status modulo 256, which collides with signals.
 */
final class GeminiFailures {
    private static final List<String> PERMANENT = List.of(
            "\"code\":401",
            "\"code\":403",
            "\"code\":404",
            "unauthenticated",
            "permission_denied",
            "not_found",
            "api key not valid",
            "api_key_invalid",
            "api key expired",
            // A country without a free tier, or billing that is not enabled: with the status of a bad request.
            "failed_precondition",
            "location is not supported",
            "fatalauthenticationerror",
            "fatalconfigerror");
    private static final List<String> CONTENT =
            List.of("\"code\":400", "invalid_argument", "fatalinputerror", "fataltoolexecutionerror", "token count");

    private GeminiFailures() {}

    static StreamLine.Failed of(JsonNode error) {
        String type = text(error, "type");
        String message = text(error, "message");
        if (type.equals("FatalTurnLimitedError")) {
            return new StreamLine.Failed(ErrorClass.TURNS, message);
        }
        String lower = FailureWords.beginning(type + " " + message);
        ErrorClass errorClass = FailureWords.blame(lower);
        if (PERMANENT.stream().anyMatch(lower::contains)) {
            errorClass = ErrorClass.PERMANENT;
        } else if (errorClass != ErrorClass.PERMANENT && CONTENT.stream().anyMatch(lower::contains)) {
            errorClass = ErrorClass.CONTENT;
        }
        return new StreamLine.Failed(errorClass, message);
    }
}
