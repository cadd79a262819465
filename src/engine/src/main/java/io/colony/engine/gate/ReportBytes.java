package io.colony.engine.gate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of an XML file for a parser that keeps each tag, attribute and CDATA section in memory as a whole: what stands in
 * CDATA is left out, and no piece of markup may be long. One thread.
 */
final class ReportBytes extends InputStream {
    /** No tag, comment or processing instruction that tools write is longer; a failure's message is an attribute. */
    private static final int LONGEST_MARKUP = 4 << 20;
    /** Most bytes in an encoding in which markup is not told from text here. */
    private static final long MOST_OTHERWISE_ENCODED = 8 << 20;

    private static final int BUFFER = 1 << 13;
    private static final byte[] COMMENT_OPENS = ascii("<!--");
    private static final byte[] CDATA_OPENS = ascii("<![CDATA[");
    private static final byte[] INSTRUCTION_OPENS = ascii("<?");
    private static final byte[] CDATA_CLOSES = ascii("]]>");

    private final InputStream in;
    private final byte[] raw = new byte[BUFFER];
    /** Each byte that is read gives at most as many as close a CDATA section. */
    private final byte[] ready = new byte[BUFFER * CDATA_CLOSES.length];

    private int next;
    private int end;
    private long bytes;
    private boolean otherwiseEncoded;

    private Within within = Within.TEXT;
    private int length;
    private int quote;
    private int last;
    private int lastButOne;
    private final byte[] opening = new byte[CDATA_OPENS.length];

    /** What a byte stands in. */
    private enum Within {
        TEXT,
        TAG,
        COMMENT,
        INSTRUCTION,
        CDATA
    }

    ReportBytes(InputStream in) {
        this.in = in;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Says that the file's encoding may have other bytes for markup than ASCII has: it must be small then. */
    void otherwiseEncoded() {
        otherwiseEncoded = true;
    }

    @Override
    public int read() throws IOException {
        return fill() ? ready[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int most) throws IOException {
        if (most == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(most, end - next);
        System.arraycopy(ready, next, into, offset, count);
        next += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Whether there is another byte. */
    private boolean fill() throws IOException {
        while (next == end) {
            int count = in.read(raw, 0, raw.length);
            if (count < 0) {
                return false;
            }
            bytes += count;
            next = 0;
            end = 0;
            for (int at = 0; at < count; at++) {
                take(raw[at]);
            }
            if (otherwiseEncoded && bytes > MOST_OTHERWISE_ENCODED) {
                throw new IOException("it has more than " + MOST_OTHERWISE_ENCODED + " bytes and is not in UTF-8");
            }
        }
        return true;
    }

    private void take(byte value) throws IOException {
        otherwiseEncoded |= value == 0;
        Within before = within;
        follow(value);
        if (before != Within.CDATA) {
            ready[end++] = value;
        } else if (within != Within.CDATA) {
            System.arraycopy(CDATA_CLOSES, 0, ready, end, CDATA_CLOSES.length);
            end += CDATA_CLOSES.length;
        }
        lastButOne = last;
        last = value;
    }

    private void follow(byte value) throws IOException {
        length++;
        switch (within) {
            case TEXT -> {
                if (value == '<') {
                    begin(Within.TAG);
                    opening[0] = value;
                    length = 1;
                }
            }
            case TAG -> tag(value);
            case COMMENT -> closes(value == '>' && length > 2 && last == '-' && lastButOne == '-');
            case INSTRUCTION -> closes(value == '>' && length > 1 && last == '?');
            case CDATA -> closes(value == '>' && length > 2 && last == ']' && lastButOne == ']');
        }
        if (length > LONGEST_MARKUP && within != Within.TEXT && within != Within.CDATA) {
            throw new IOException("it has a tag or comment of more than " + LONGEST_MARKUP + " bytes");
        }
    }

    private void tag(byte value) {
        if (length <= opening.length) {
            opening[length - 1] = value;
        }
        if (opens(COMMENT_OPENS)) {
            begin(Within.COMMENT);
        } else if (opens(CDATA_OPENS)) {
            begin(Within.CDATA);
        } else if (opens(INSTRUCTION_OPENS)) {
            begin(Within.INSTRUCTION);
        } else if (quote != 0) {
            quote = value == quote ? 0 : quote;
        } else if (value == '"' || value == '\'') {
            quote = value;
        } else {
            closes(value == '>');
        }
    }

    private boolean opens(byte[] markup) {
        boolean same = length == markup.length;
        for (int at = 0; same && at < markup.length; at++) {
            same = opening[at] == markup[at];
        }
        return same;
    }

    private void closes(boolean closed) {
        if (closed) {
            begin(Within.TEXT);
        }
    }

    private void begin(Within other) {
        within = other;
        length = 0;
        quote = 0;
    }
}
