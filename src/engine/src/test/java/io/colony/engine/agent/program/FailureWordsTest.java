package io.colony.engine.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.colony.engine.agent.claude.ClaudeDialect;
import io.colony.engine.agent.codex.CodexDialect;
import io.colony.engine.agent.gemini.GeminiDialect;
import io.colony.engine.agent.program.StreamLine.ErrorClass;
import io.colony.engine.agent.program.StreamLine.Failed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose fault it is that a run failed; Codex and Gemini CLI say it in words. */
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

    /** Nobody's attempt does better before a person has mended it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unexpected status 401 Unauthorized: no key, url: https://example.com/v1/responses",
                "unexpected status 402 Payment Required: {\"error\":{\"type\":\"invalid_request_error\"}}",
                "unexpected status 405 Method Not Allowed, url: https://example.com/v1/responses",
                "unexpected status 407 Proxy Authentication Required",
                "[API Error: {\"error\":{\"code\":402,\"message\":\"pay\",\"status\":\"Payment Required\"}}]",
                "[API Error: {\"error\":{\"message\":\"\",\"code\":407,\"status\":\"Proxy Authentication Required\"}}]",
                "[API Error: {\"error\":{\"message\":\"{\\n \\\"error\\\": {\\n \\\"code\\\": 403\"}}]"
            })
    void whatIsSaidOfTheAccountIsAPersonsToMend(String message) {
        assertThat(codex(message).errorClass()).isEqualTo(ErrorClass.PERMANENT);
        assertThat(gemini(message).errorClass()).isEqualTo(ErrorClass.PERMANENT);
    }

    @Test
    void anAccountThatIsRefusedAsABadRequestIsIsAPersonsToMend() {
        String country =
                "Gemini API free tier is not available in your country. Please enable billing on your project.";
        for (String message : List.of(
                "[API Error: {\"error\":{\"code\":400,\"message\":\"" + country
                        + "\",\"status\":\"FAILED_PRECONDITION\"}}]",
                "[API Error: " + country + " (Status: FAILED_PRECONDITION)]",
                "[API Error: {\"error\":{\"code\":400,\"message\":\"API key expired.\",\"status\":\"INVALID_ARGUMENT\"}}]")) {
            assertThat(gemini(message).errorClass()).as(message).isEqualTo(ErrorClass.PERMANENT);
        }
        assertThat(codex("{\"error\":{\"type\":\"invalid_request_error\",\"code\":\"billing_hard_limit_reached\"}}")
                        .errorClass())
                .isEqualTo(ErrorClass.PERMANENT);
        assertThat(claude(400, "billing_error").errorClass()).isEqualTo(ErrorClass.PERMANENT);
        assertThat(claude(400, "invalid_request").errorClass()).isEqualTo(ErrorClass.CONTENT);
        assertThat(claude(407, "unknown").errorClass()).isEqualTo(ErrorClass.PERMANENT);
    }

    /** Such as an address that an agent names. */
    @Test
    void aStatusOfSomethingElseSaysNothingOfTheAccount() {
        for (String message : List.of(
                "Downloading the picture failed with http 402",
                "unexpected status 400 Bad Request: {\"error\":{\"message\":\"the picture answers \\\"code\\\": 407\"}}")) {
            assertThat(codex(message).errorClass()).as(message).isEqualTo(ErrorClass.CONTENT);
            assertThat(gemini(message).errorClass()).as(message).isEqualTo(ErrorClass.CONTENT);
        }
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

    private static Failed claude(int status, String error) {
        return failed(
                new ClaudeDialect(Optional.empty()),
                "{\"type\":\"assistant\",\"error\":\"" + error
                        + "\",\"message\":{\"model\":\"<synthetic>\",\"content\":[]}}",
                "{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":true,\"api_error_status\":" + status
                        + ",\"result\":\"API Error\"}");
    }

    private static Failed failed(Dialect dialect, String... lines) {
        StreamReader reader = dialect.reader();
        return Stream.of(lines)
                .flatMap(line -> reader.read(line).stream())
                .filter(Failed.class::isInstance)
                .map(Failed.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
