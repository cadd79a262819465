package io.jenkins.plugins.colony;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.log.Log;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jenkins logs by java.util.logging, which prints messages as they are; SLF4J reaches it by the binding that Jenkins has. */
class JenkinsLogTest {
    private static final String FORGED = "Feb 03, 2026 4:05:06 AM hudson.model.Audit\nINFO: all is well";

    private final Logger jenkins = Logger.getLogger(JenkinsLogTest.class.getName());
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private StreamHandler handler;

    @BeforeEach
    void listen() throws Exception {
        handler = new StreamHandler(written, new SimpleFormatter());
        handler.setEncoding(StandardCharsets.UTF_8.name());
        jenkins.addHandler(handler);
    }

    @AfterEach
    void leave() {
        jenkins.removeHandler(handler);
    }

    @Test
    void nobodysWordsPassForAnEntry() {
        Log.of(JenkinsLogTest.class)
                .warn("The agent said {}", "ok\n" + FORGED, new IllegalStateException("no\n" + FORGED));
        handler.flush();

        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .hasSizeGreaterThan(4)
                .noneMatch(line -> line.startsWith("Feb 03") || line.startsWith("INFO"))
                .anyMatch(line -> line.startsWith("WARNING: The agent said ok Feb 03"));
    }

    @Test
    void theCallerIsNamedAndNotTheLogger() {
        Log.of(JenkinsLogTest.class).warn("hello");
        handler.flush();

        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains(JenkinsLogTest.class.getName() + " theCallerIsNamedAndNotTheLogger");
    }
}
