package io.colony.runner.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.log.VisibleLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VisibleWriterTest {
    @Test
    void showsWhatATerminalWouldObeyAndKeepsLinesTabsAndLetters() {
        StringWriter terminal = new StringWriter();
        try (PrintWriter writer = new PrintWriter(new VisibleWriter(terminal))) {
            writer.print("a\tb\u001b[2Jc\u009b1m\r\u202e\u0007 grüße 漢字 😀");
            writer.println();
        }

        assertThat(terminal.toString())
                .isEqualTo("a\tb\\u001b[2Jc\\u009b1m\\u000d\\u202e\\u0007 grüße 漢字 😀" + System.lineSeparator());
    }

    @Test
    void aCharacterInTwoPartsIsOne() throws IOException {
        StringWriter terminal = new StringWriter();
        try (VisibleWriter writer = new VisibleWriter(terminal)) {
            writer.write("\ud83d");
            writer.write("\ude00 \udb40");
            writer.write("\udc41 \ud83d");
        }

        assertThat(terminal.toString()).isEqualTo("😀 \\ue0041 \\ud83d");
    }

    @Property
    void nothingHiddenIsLeftHoweverItIsCut(@ForAll List<String> parts) throws IOException {
        StringWriter terminal = new StringWriter();
        try (VisibleWriter writer = new VisibleWriter(terminal)) {
            for (String part : parts) {
                writer.write(part);
            }
        }

        assertThat(terminal.toString().codePoints().filter(c -> c != '\n' && c != '\t'))
                .noneMatch(VisibleLine::hides);
    }
}
