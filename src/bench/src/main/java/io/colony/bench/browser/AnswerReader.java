package io.colony.bench.browser;

import io.colony.bench.BenchException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Takes HTTP/1.1 answers apart as their bytes come in, one after the other on one connection. Used by one thread. */
final class AnswerReader {
    private static final int LONGEST_LINE = 16 * 1024;

    private final Listener listener;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    private Part part = Part.STATUS;
    private int status;
    private final Map<String, String> headers = new HashMap<>();
    private byte[] body = new byte[0];
    private int filled;

    private enum Part {
        STATUS,
        HEADER,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END
    }

    /** Whoever asked. */
    interface Listener {
        /** A whole answer; the body is empty where the answer has none. */
        void answer(int status, Map<String, String> headers, byte[] body);

        /** A piece of an answer that goes on for as long as the connection does. */
        void piece(int status, byte[] piece);
    }

    AnswerReader(Listener listener) {
        this.listener = listener;
    }

    /** Takes all that is in the buffer. */
    void take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (part == Part.BODY || part == Part.CHUNK) {
                fill(bytes);
            } else {
                byte next = bytes.get();
                if (next == '\n') {
                    String text = line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
                    line.reset();
                    line(text);
                } else if (line.size() < LONGEST_LINE) {
                    line.write(next);
                } else {
                    throw new BenchException("The server sent a line without end; is it the pages' server?");
                }
            }
        }
    }

    private void fill(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), body.length - filled);
        bytes.get(body, filled, count);
        filled += count;
        if (filled == body.length) {
            if (part == Part.BODY) {
                end();
            } else {
                part = Part.CHUNK_END;
                listener.piece(status, body);
            }
        }
    }

    private void line(String text) {
        switch (part) {
            case STATUS -> {
                status = Integer.parseInt(text.split(" ", 3)[1]);
                headers.clear();
                part = Part.HEADER;
            }
            case HEADER -> header(text);
            case CHUNK_SIZE -> chunk(Integer.parseInt(text.split(";", 2)[0], 16));
            case CHUNK_END -> part = Part.CHUNK_SIZE;
            case BODY, CHUNK -> throw new IllegalStateException("A body has no lines.");
        }
    }

    private void header(String text) {
        int colon = text.indexOf(':');
        if (colon > 0) {
            headers.put(
                    text.substring(0, colon).toLowerCase(Locale.ROOT),
                    text.substring(colon + 1).strip());
        } else if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
            part = Part.CHUNK_SIZE;
        } else {
            begin(status == 304 ? 0 : Integer.parseInt(headers.getOrDefault("content-length", "0")));
        }
    }

    private void begin(int length) {
        body = new byte[length];
        filled = 0;
        part = Part.BODY;
        if (length == 0) {
            end();
        }
    }

    /** The last chunk has no length: then only the connection's end is left. */
    private void chunk(int length) {
        body = new byte[length];
        filled = 0;
        part = length == 0 ? Part.CHUNK_END : Part.CHUNK;
    }

    private void end() {
        part = Part.STATUS;
        listener.answer(status, Map.copyOf(headers), body);
    }
}
