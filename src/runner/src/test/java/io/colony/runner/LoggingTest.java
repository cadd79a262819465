package io.colony.runner;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LoggingTest {
    private static final String FORGED = "2026-02-03T04:05:06.789Z INFO  [main] io.colony.Audit all is well";

    private final Logger root =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @TempDir
    Path work;

    @AfterEach
    void detach() {
        root.getAppender("FILE").stop();
        root.detachAppender("FILE");
    }

    @Test
    void nobodysWordsPassForAnEntryOrMoveACursor() throws IOException {
        root.detachAppender("FILE");
        Path file = Logging.toFileBelow(work);

        LoggerFactory.getLogger("test")
                .info(
                        "The agent said: {}",
                        "ok\r\n" + FORGED + "\u001b[2J",
                        new IllegalStateException("no\n" + FORGED));

        List<String> lines = Files.readAllLines(file);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("2026"))
                .singleElement()
                .asString()
                .contains("The agent said: ok");
        assertThat(lines).filteredOn(line -> line.contains(FORGED)).hasSize(2);
        assertThat(lines.subList(1, lines.size())).isNotEmpty().allMatch(line -> line.startsWith("\t"));
        assertThat(String.join("", lines)).doesNotContain("\u001b").contains("\\u001b[2J", "IllegalStateException");
    }
}
