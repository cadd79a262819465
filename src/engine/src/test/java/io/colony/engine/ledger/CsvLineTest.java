package io.colony.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLineTest {
    @Test
    void quotesWhatNeedsQuotesAndEndsWithCrLf() {
        assertThat(CsvLine.of(List.of("a", "b,c", "d\"e", "f\r\ng", " h", "", "-1.5")))
                .isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\r\ng\",\" h\",,-1.5\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|' /C calc'!A0",
                "+1+1",
                "-2+3",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                "  =1",
                "|x",
                "%0a",
                "\uFF1D1+1",
                "\u00A0=1",
                "\u200B=1"
            })
    void noTextBeginsLikeAFormula(String hostile) {
        assertThat(CsvLine.text(hostile)).isEqualTo("'" + hostile);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "claude-sonnet-4-5", "acme/shop", "run-1", "a=b", "1"})
    void plainTextStaysAsItIs(String plain) {
        assertThat(CsvLine.text(plain)).isEqualTo(plain);
    }
}
