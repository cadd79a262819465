package io.colony.engine.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LocationAwareLogger;

/** Sets a message's parts in and makes it one line before the host's logger has it. */
final class OneLineLogger extends LegacyAbstractLogger {
    private static final long serialVersionUID = 1;

    private final transient Logger host;

    OneLineLogger(Logger host) {
        this.host = host;
        this.name = host.getName();
    }

    /** What is called is that class's methods: hosts that name the caller look for who called it. */
    @Override
    protected String getFullyQualifiedCallerName() {
        return AbstractLogger.class.getName();
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable failure) {
        String line = VisibleLine.of(String.valueOf(MessageFormatter.basicArrayFormat(message, arguments)));
        Throwable shown = failure == null ? null : ShownFailure.of(failure);
        if (host instanceof LocationAwareLogger aware) {
            aware.log(marker, getFullyQualifiedCallerName(), level.toInt(), line, null, shown);
        } else {
            host.atLevel(level).setCause(shown).log(line);
        }
    }

    @Override
    public boolean isTraceEnabled() {
        return host.isTraceEnabled();
    }

    @Override
    public boolean isDebugEnabled() {
        return host.isDebugEnabled();
    }

    @Override
    public boolean isInfoEnabled() {
        return host.isInfoEnabled();
    }

    @Override
    public boolean isWarnEnabled() {
        return host.isWarnEnabled();
    }

    @Override
    public boolean isErrorEnabled() {
        return host.isErrorEnabled();
    }
}
