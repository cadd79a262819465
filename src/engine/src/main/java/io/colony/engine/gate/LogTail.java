package io.colony.engine.gate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps the last lines of an output, within a number of bytes; the last line always, cut at its front. One thread. */
final class LogTail {
    private static final String CUT = "[the beginning of this log was cut]";

    private final int maxBytes;
    private final Deque<String> lines = new ArrayDeque<>();
    private int bytes;
    private boolean cut;

    LogTail(int maxBytes) {
        this.maxBytes = maxBytes - CUT.length() - 1;
    }

    void add(String line) {
        String kept = end(line);
        cut |= kept.length() < line.length();
        lines.addLast(kept);
        bytes += size(kept);
        while (bytes > maxBytes) {
            bytes -= size(lines.removeFirst());
            cut = true;
        }
    }

    private String end(String line) {
        String end = line.substring(Math.max(0, line.length() - maxBytes + 1));
        while (size(end) > maxBytes) {
            end = end.substring(Math.max(1, (size(end) - maxBytes) / 4));
        }
        return end;
    }

    /** With its line end. */
    private static int size(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length + 1;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        if (cut) {
            text.append(CUT).append('\n');
        }
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
