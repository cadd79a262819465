package io.colony.engine.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.agent.codex.CodexDialect;
import io.colony.engine.agent.gemini.GeminiDialect;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A line that says that all is over costs little to print, and there is room for a million of them. */
final class RepeatedEndsTest {
    private static final int TIMES = 2_000;

    private static void answersOnce(Dialect dialect, String message, String end) {
        StreamReader reader = dialect.reader();
        String answer = new ObjectMapper()
                .createObjectNode()
                .put("x", "{\n".repeat(1 << 20))
                .path("x")
                .toString();
        reader.read(message.replace("ANSWER", answer));
        for (int time = 0; time < TIMES; time++) {
            assertThat(reader.read(end)).last().isEqualTo(new StreamLine.Ended(Optional.empty()));
        }
    }

    @Test
    @Timeout(30)
    void codexIsAskedForItsAnswerOnce() {
        answersOnce(
                new CodexDialect(Optional.of("m")),
                "{\"type\":\"item.completed\",\"item\":{\"id\":\"1\",\"type\":\"agent_message\",\"text\":ANSWER}}",
                "{\"type\":\"turn.completed\",\"usage\":{}}");
    }

    @Test
    @Timeout(30)
    void geminiIsAskedForItsAnswerOnce() {
        answersOnce(
                new GeminiDialect(Optional.empty()),
                "{\"type\":\"message\",\"role\":\"assistant\",\"content\":ANSWER}",
                "{\"type\":\"result\",\"status\":\"success\",\"stats\":{}}");
    }
}
