package io.colony.engine.agent.codex;

import io.colony.engine.agent.ProviderPause;
import io.colony.engine.agent.program.FailureWords;
import io.colony.engine.agent.program.StreamLine;
import io.colony.engine.agent.program.StreamLine.ErrorClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What kind of failure a {@code turn.failed} is: the program says it in words only. */
final class CodexFailures {
    private static final List<String> PERMANENT = List.of(
            "401 unauthorized",
            "403 forbidden",
            "404 not found",
            "402 payment",
            "invalid_api_key",
            "model_not_found",
            "unsupported_country_region_territory",
            "billing_hard_limit_reached",
            "does not exist or you do not have access");
    private static final List<String> CONTENT =
            List.of("context window", "invalid_request_error", "invalid_prompt", "content policy");

    /** "try again in 1.5s", "in 3 days 4 hours 5 minutes". */
    private static final Pattern AGAIN = Pattern.compile(
            "try again in ((?:\\d{1,6}(?:\\.\\d{1,6})? ?(?:ms|seconds?|secs?|minutes?|mins?|hours?|days?|s|m|h|d)[ ,]{0,3}){1,6})");

    private static final Pattern PART = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?) ?(ms|s|m|h|d)");

    private CodexFailures() {}

    /** What is neither the account's nor the request's fault is the provider's: limits, overload, a broken connection. */
    static StreamLine.Failed of(String message) {
        String lower = FailureWords.beginning(message);
        ErrorClass errorClass = FailureWords.blame(lower);
        if (PERMANENT.stream().anyMatch(lower::contains)) {
            errorClass = ErrorClass.PERMANENT;
        } else if (errorClass != ErrorClass.PERMANENT && CONTENT.stream().anyMatch(lower::contains)) {
            errorClass = ErrorClass.CONTENT;
        } else if (lower.contains("stream disconnected")) {
            errorClass = ErrorClass.BROKEN;
        }
        return new StreamLine.Failed(errorClass, message, new ProviderPause(Optional.empty(), pause(lower)));
    }

    private static Optional<Duration> pause(String lower) {
        Matcher again = AGAIN.matcher(lower);
        if (!again.find()) {
            return Optional.empty();
        }
        BigDecimal millis = BigDecimal.ZERO;
        Matcher part = PART.matcher(again.group(1));
        while (part.find()) {
            millis = millis.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit(part.group(2)))));
        }
        return Optional.of(Duration.ofMillis(millis.longValue()));
    }

    private static long unit(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }
}
