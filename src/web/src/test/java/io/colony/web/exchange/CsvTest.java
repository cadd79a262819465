package io.colony.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static String line(Object cell) {
        String text = new String(Csv.of(List.of("title"), List.of(cell), List::of), StandardCharsets.UTF_8);
        return text.substring(text.indexOf('\n') + 1).strip();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                " =1+1",
                "\u00a0=1+1",
                "\u200b@SUM(1)",
                "\uff1d1+1",
                "\n=1+1",
                "|calc",
                "%0a=1",
                "-1+cmd"
            })
    void aStrangersTextIsNoFormulaWhateverStandsBeforeIt(String title) {
        assertThat(line(title)).matches("(?s)\"?'.*");
    }

    @Test
    void figuresAndUsualTextsStayAsTheyAre() {
        assertThat(line(-3)).isEqualTo("-3");
        assertThat(line("Add a greeting")).isEqualTo("Add a greeting");
        assertThat(line("a, \"b\"")).isEqualTo("\"a, \"\"b\"\"\"");
    }
}
