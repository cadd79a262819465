package io.colony.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StateMachineDocumentTest {
    private static final String BEGIN = "<!-- generated from here -->\n";
    private static final String END = "<!-- generated to here -->\n";
    private static final Path DOCUMENT = Path.of("../../docs/state-machine.md");

    @Test
    void documentShowsTheWorkflowAsItIs() throws IOException {
        String text = Files.readString(DOCUMENT);
        String expected = refreshed(text);
        if (Boolean.getBoolean("colony.refresh")) {
            Files.writeString(DOCUMENT, expected);
            text = expected;
        }

        assertThat(text)
                .as("docs/state-machine.md differs from colony-default.yaml; refresh it with ./mvnw -pl src/engine -am"
                        + " test -Dtest=StateMachineDocumentTest -Dcolony.refresh=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(expected);
    }

    private static String refreshed(String text) {
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(end).as("the markers in the document").isGreaterThanOrEqualTo(begin);
        return text.substring(0, begin) + "\n" + MermaidDiagram.markdown(Workflows.colonyDefault()) + "\n"
                + text.substring(end);
    }
}
