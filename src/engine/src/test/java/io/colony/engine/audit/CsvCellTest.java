package io.colony.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@sum",
                "|cmd",
                "%x",
                "\t=1",
                "\r=1",
                "  =1",
                "\u200b=1",
                "\u00a0=1",
                "\uff1d1",
                "'=1"
            })
    void whatASpreadsheetMightRunIsText(String text) {
        assertThat(CsvCell.of(text)).startsWith("\"'" + text.charAt(0));
    }

    @Property
    void whatWasWrittenCanBeReadAgain(@ForAll String text) {
        String cell = CsvCell.of(text);
        String inside = cell.substring(1, cell.length() - 1).replace("\"\"", "\"");

        assertThat(inside.startsWith("'") ? inside.substring(1) : inside).isEqualTo(text);
    }
}
