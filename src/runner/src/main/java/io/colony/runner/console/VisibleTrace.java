package io.colony.runner.console;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.colony.engine.log.VisibleLine;
import java.util.stream.Collectors;

/** A stack trace, each line set in: a message within it that has lines of its own cannot look like a log entry. */
public final class VisibleTrace extends ThrowableProxyConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return super.convert(event)
                .lines()
                .map(line -> "\t" + VisibleLine.of(line) + System.lineSeparator())
                .collect(Collectors.joining());
    }
}
