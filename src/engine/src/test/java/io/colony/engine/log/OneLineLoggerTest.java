package io.colony.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

class OneLineLoggerTest {
    private static final String FORGED = "2026-02-03 04:05:06 INFO all is well";

    private final Host host = new Host();
    private final OneLineLogger logger = new OneLineLogger(host);

    @Test
    void partsAreSetInAndShownOnOneLine() {
        logger.warn("{} said {}", "agent", "ok\n" + FORGED + "\u001b[2J\u202e {}");

        assertThat(host.entries).containsExactly("WARN agent said ok " + FORGED + "\\u001b[2J\\u202e {}");
    }

    @Test
    void whatTheHostDoesNotWantIsNotFormatted() {
        logger.debug("{}", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("was asked for its text");
            }
        });

        assertThat(host.entries).isEmpty();
    }

    @Test
    void aPlainFailureIsHandedOnAsItIs() {
        Exception failure = new IllegalStateException("ERROR: no row\n  Detail: none", new Error("because"));

        logger.error("It failed", failure);

        assertThat(host.failures).singleElement().isSameAs(failure);
    }

    @Test
    void aFailureThatCouldPassForAnEntryIsSetInWithItsTrace() {
        Exception failure = new IllegalStateException("outer", new Error("deep\r\n" + FORGED));
        failure.addSuppressed(new IllegalArgumentException("beside\n" + FORGED + "\u001b[2J"));

        logger.error("It failed", failure);

        String text = text(host.failures.getFirst());
        assertThat(text.lines()).isNotEmpty().noneMatch(line -> line.startsWith("2026"));
        assertThat(text)
                .contains("IllegalStateException: outer", "java.lang.Error: deep", "\t" + FORGED, "\\u001b[2J")
                .contains("aFailureThatCouldPassForAnEntryIsSetInWithItsTrace")
                .doesNotContain("\u001b");
    }

    @Test
    void aFailureThatCausesItselfEnds() {
        Exception failure = new IllegalStateException("round\n" + FORGED);
        failure.addSuppressed(new IllegalStateException("back", failure));

        logger.error("It failed", failure);

        assertThat(text(host.failures.getFirst()).lines()).noneMatch(line -> line.startsWith("2026"));
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Knows of no callers, as the simplest hosts do not, and wants no details. */
    private static final class Host extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1;

        private final transient List<String> entries = new ArrayList<>();
        private final transient List<Throwable> failures = new ArrayList<>();

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                @Nullable Object @Nullable [] arguments,
                @Nullable Throwable failure) {
            assertThat(arguments).isNullOrEmpty();
            entries.add(level + " " + message);
            if (failure != null) {
                failures.add(failure);
            }
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
