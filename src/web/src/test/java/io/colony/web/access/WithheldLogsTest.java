package io.colony.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class WithheldLogsTest {
    @Test
    void theEndOfALogIsTakenOutWhereverItStandsAndNothingElse() throws Exception {
        JsonNode content = new ObjectMapper().readTree("""
                {"findings": ["Gate 'tests': tests failed: exit code 1.\\nFAILED secret-line\\nmore",
                              "A person's words.\\nIn two lines.", "Gate 'lint': without a log."],
                 "deep": {"list": [[{"x": "Gate 'x': y.\\nsecret-line"}]]}, "number": 7, "none": null}
                """);

        JsonNode shown = WithheldLogs.without(content);

        assertThat(shown.toString()).doesNotContain("secret-line", "more");
        assertThat(shown.path("findings").path(0).asText())
                .isEqualTo(
                        "Gate 'tests': tests failed: exit code 1. (The log is for those with the role 'transcript'.)");
        assertThat(shown.path("findings").path(1))
                .isEqualTo(content.path("findings").path(1));
        assertThat(shown.path("findings").path(2))
                .isEqualTo(content.path("findings").path(2));
        assertThat(shown.path("number").asInt()).isEqualTo(7);
        assertThat(content.toString()).contains("secret-line");
    }
}
