package io.colony.engine.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.colony.engine.agent.codex.CodexDialect;
import io.colony.engine.agent.gemini.GeminiDialect;
import io.colony.engine.agent.program.StreamLine.ErrorClass;
import io.colony.engine.agent.program.StreamLine.Failed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose fault it is that a run of Codex or Gemini CLI failed: they say it in words. */
class FailureWordsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid prompt: your prompt was flagged as potentially violating our usage policy. Please try again.",
                "This request has been flagged for possible cybersecurity risk",
                "unexpected status 400 Bad Request: what was sent is not understood",
                "unexpected status 413 Payload Too Large",
                "The response was stopped for safety",
                "[API Error: {\"error\":{\"code\":422,\"message\":\"no\"}}]",
                "The prompt was blocked: PROHIBITED_CONTENT"
            })
    void whatIsSaidOfTheRequestIsTheAttempts(String message) {
        assertThat(codex(message).errorClass()).isEqualTo(ErrorClass.CONTENT);
        assertThat(gemini(message).errorClass()).isEqualTo(ErrorClass.CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exceeded retry limit, last status: 429 Too Many Requests",
                "Quota exceeded. Check your plan and billing details.",
                "You have hit your usage limit; see our policies. Try again in 3 days 4 hours.",
                "We're currently experiencing high demand, which may cause temporary errors.",
                "unexpected status 503 Service Unavailable: blocked",
                "[API Error: {\"error\":{\"code\":429,\"message\":\"by our policy\"}}]",
                "[API Error: terminated]",
                "something that nobody has said before"
            })
    void whatIsSaidOfLimitsAndLoadIsTheProviders(String message) {
        assertThat(codex(message).errorClass()).isEqualTo(ErrorClass.PROVIDER);
        assertThat(gemini(message).errorClass()).isEqualTo(ErrorClass.PROVIDER);
    }

    @Test
    void aPauseInManyPartsIsReadWithoutOverflow() {
        assertThat(codex("try again in " + "1s".repeat(500)).errorClass()).isEqualTo(ErrorClass.PROVIDER);
        assertThat(codex("try again in " + "1s".repeat(1_000_000)).errorClass()).isEqualTo(ErrorClass.PROVIDER);
        assertThat(codex("Please try again in 3 days 4 hours 5 minutes.")
                        .pause()
                        .retryAfter())
                .isEqualTo(Optional.of(Duration.ofDays(3).plusHours(4).plusMinutes(5)));
        assertThat(codex("try again in 1.5s").pause().retryAfter()).contains(Duration.ofMillis(1_500));
    }

    private static Failed codex(String message) {
        return failed(
                new CodexDialect(Optional.empty()),
                "{\"type\":\"turn.failed\",\"error\":{\"message\":" + quoted(message) + "}}");
    }

    private static Failed gemini(String message) {
        return failed(
                new GeminiDialect(Optional.empty()),
                "{\"type\":\"result\",\"status\":\"error\",\"error\":{\"type\":\"unknown\",\"message\":"
                        + quoted(message) + "},\"stats\":{}}");
    }

    private static Failed failed(Dialect dialect, String line) {
        List<StreamLine> said = dialect.reader().read(line);
        return said.stream()
                .filter(Failed.class::isInstance)
                .map(Failed.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
