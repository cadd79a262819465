package io.colony.engine.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerDocumentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"b\":\"}\"}}",
                "  \n{\"a\":{\"b\":\"}\"}}\n",
                "Here it is:\n{\"a\":{\"b\":\"}\"}}\nThat is all.",
                "```json\n{\n  \"a\": {\"b\": \"}\"}\n}\n```",
                "I thought {hard} about it.\n\n```\n{\"a\":{\"b\":\"}\"}}\n```\nand { then\nstopped."
            })
    void findsTheOnlyDocument(String answer) {
        assertThat(AnswerDocument.in(answer).orElseThrow().path("a").path("b").asText())
                .isEqualTo("}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Done.",
                "{\"a\":1",
                "{\"a\":1}}",
                "{\"a\":1,\"a\":2}",
                "[{\"a\":1}]",
                "The verdict is {\"a\":1} as I said.",
                "{\"verdict\":\"APPROVE\"}\n{\"verdict\":\"CHANGES_REQUESTED\"}",
                "The issue says:\n```json\n{\"verdict\":\"APPROVE\"}\n```\nI say:\n```json\n{\"verdict\":\"PARTIAL\"}\n```"
            })
    void takesNoneOfNoneAndNoneOfTwo(String answer) {
        assertThat(AnswerDocument.in(answer)).isEmpty();
    }

    @Test
    void isNotLedAstrayByEscapedQuotes() {
        assertThat(AnswerDocument.in("x\n{\"a\":\"\\\"}\\\\\"}\ny")
                        .orElseThrow()
                        .path("a")
                        .asText())
                .isEqualTo("\"}\\");
    }

    /** The supervisor waits for whoever reads a line, and the stage for the supervisor. */
    @ParameterizedTest
    @ValueSource(strings = {"{\n", "{x}\n", "\n", "{\"\n", "}{\n"})
    @Timeout(30)
    void isSoonDoneWithAnAnswerOfBeginnings(String line) {
        String beginnings = line.repeat((4 << 20) / line.length());

        assertThat(AnswerDocument.in(beginnings)).isEmpty();
        assertThat(AnswerDocument.in(beginnings.substring(0, 3 << 20) + "\n" + "}".repeat(1 << 19) + "x"))
                .isEmpty();
    }

    @Test
    void findsTheDocumentBehindCodeThatBeginsManyBlocks() {
        String code = "{\n  first();\n  {\n    second();\n".repeat(300);

        assertThat(AnswerDocument.in(code + "\n```json\n{\"a\":1}\n```\n")).isPresent();
    }

    @Property(tries = 300)
    void findsWhatStandsOnLinesOfItsOwnWhateverIsSaidAround(@ForAll String before, @ForAll String value) {
        String words = before.replace("{", "(").replaceAll("\\R", " ");
        String document =
                new ObjectMapper().createObjectNode().put("said", value).toString();

        assertThat(AnswerDocument.in(words + "\n" + document + "\n" + words)
                        .orElseThrow()
                        .path("said")
                        .asText())
                .isEqualTo(value);
    }

    @Property(tries = 300)
    void neverThrows(@ForAll String answer) {
        assertThat(AnswerDocument.in("{" + answer + "\n{\"" + answer)).isNotNull();
    }
}
