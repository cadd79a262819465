package io.colony.engine.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a stream to its end and cuts it into lines. Never holds more than one line of at most the allowed length, however
 * long the line and however much is written. Used by one thread.
 */
public final class LinePump {
    private static final int USUAL_LINE = 8 * 1024;

    private final int longest;
    private final Sink sink;
    private byte[] line;
    private int length;
    private boolean cut;

    /** Gets what was read, in the thread that reads. */
    public interface Sink {
        /**
         * Told of raw bytes before the lines in them.
         *
         * @return whether lines are still wanted; reading goes on either way, so that the writer never blocks
         */
        boolean bytes(int count);

        /** A whole line without its end, or as much of it as is allowed, which {@code cut} says. */
        void line(String line, boolean cut);
    }

    /** @param longest how many bytes of a line are kept */
    public LinePump(int longest, Sink sink) {
        this.longest = Math.max(1, longest);
        this.sink = sink;
        this.line = new byte[Math.min(USUAL_LINE, this.longest)];
    }

    /** Returns at the end of the stream, or when it is closed. */
    public void pump(InputStream stream) {
        byte[] buffer = new byte[32 * 1024];
        boolean wanted = true;
        try {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                wanted = sink.bytes(count) && wanted;
                if (wanted) {
                    accept(buffer, count);
                }
            }
        } catch (IOException e) {
            // Closed under our hands when the run was ended: what came so far stands.
            wanted = wanted && length > 0;
        }
        if (wanted && (length > 0 || cut)) {
            flush();
        }
    }

    private void accept(byte[] buffer, int count) {
        int from = 0;
        for (int at = 0; at < count; at++) {
            if (buffer[at] == '\n') {
                end(buffer, from, at);
                from = at + 1;
            }
        }
        append(buffer, from, count);
    }

    /** Most lines lie in one piece in what was read: they are not copied once more. */
    private void end(byte[] buffer, int from, int to) {
        if (length == 0 && !cut && to - from <= longest) {
            sink.line(text(buffer, from, to), false);
            return;
        }
        append(buffer, from, to);
        flush();
    }

    private static String text(byte[] bytes, int from, int to) {
        boolean carriageReturn = to > from && bytes[to - 1] == '\r';
        return new String(bytes, from, to - from - (carriageReturn ? 1 : 0), StandardCharsets.UTF_8);
    }

    private void append(byte[] buffer, int from, int to) {
        int room = longest - length;
        int taken = Math.min(room, to - from);
        cut |= taken < to - from;
        if (length + taken > line.length) {
            line = Arrays.copyOf(line, (int) Math.min(longest, Math.max(line.length * 2L, length + taken)));
        }
        System.arraycopy(buffer, from, line, length, taken);
        length += taken;
    }

    private void flush() {
        String text = cut ? new String(line, 0, wholeCharacters(), StandardCharsets.UTF_8) : text(line, 0, length);
        boolean wasCut = cut;
        length = 0;
        cut = false;
        if (line.length > USUAL_LINE) {
            line = new byte[Math.min(USUAL_LINE, longest)];
        }
        sink.line(text, wasCut);
    }

    /** Where the last whole UTF-8 character ends: a cut is no reason for a replacement character. */
    private int wholeCharacters() {
        int start = length;
        int back = 0;
        while (start > 0 && back < 4 && (line[start - 1] & 0xC0) == 0x80) {
            start--;
            back++;
        }
        if (start == 0 || (line[start - 1] & 0xC0) != 0xC0) {
            return length;
        }
        int needed = Integer.numberOfLeadingZeros(~(line[start - 1] << 24));
        return needed > back + 1 ? start - 1 : length;
    }
}
