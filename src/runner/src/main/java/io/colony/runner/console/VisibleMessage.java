package io.colony.runner.console;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.colony.engine.log.VisibleLine;

/** A log entry's message on one line, so that nobody's words can pass for an entry of their own or move a terminal's cursor. */
public final class VisibleMessage extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        return VisibleLine.of(String.valueOf(event.getFormattedMessage()));
    }
}
