package io.colony.runner.console;

import io.colony.engine.log.VisibleLine;
import java.io.IOException;
import java.io.Writer;

/**
 * Shows what a terminal would obey instead of sending it there; lines and tabs stay. Keeps nothing back but the first half of
 * a character. For one thread at a time, as its lock says.
 */
public final class VisibleWriter extends Writer {
    private static final String LINE_END = System.lineSeparator();

    private final Writer terminal;
    private char half;

    public VisibleWriter(Writer terminal) {
        super(terminal);
        this.terminal = terminal;
    }

    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
        StringBuilder shown = new StringBuilder(length + 16);
        synchronized (lock) {
            for (int at = offset; at < offset + length; at++) {
                append(shown, characters[at]);
            }
            terminal.append(shown);
        }
    }

    private void append(StringBuilder shown, char next) {
        if (half != 0 && Character.isLowSurrogate(next)) {
            append(shown, Character.toCodePoint(half, next));
            half = 0;
            return;
        }
        dropHalf(shown);
        if (Character.isHighSurrogate(next)) {
            half = next;
        } else {
            append(shown, (int) next);
        }
    }

    private void dropHalf(StringBuilder shown) {
        if (half != 0) {
            append(shown, (int) half);
            half = 0;
        }
    }

    private static void append(StringBuilder shown, int codePoint) {
        if (codePoint == '\t' || LINE_END.indexOf(codePoint) >= 0 || !VisibleLine.hides(codePoint)) {
            shown.appendCodePoint(codePoint);
        } else {
            shown.append(VisibleLine.number(codePoint));
        }
    }

    @Override
    public void flush() throws IOException {
        terminal.flush();
    }

    @Override
    public void close() throws IOException {
        synchronized (lock) {
            StringBuilder rest = new StringBuilder();
            dropHalf(rest);
            terminal.append(rest);
            terminal.close();
        }
    }
}
