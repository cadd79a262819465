package io.colony.engine.agent.program;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the result document in a model's last answer. A model may talk around it, but must hand in exactly one: where an
 * answer holds two documents, nobody can know which is meant, and one of them may be quoted from a stranger's text.
 */
public final class AnswerDocument {
    private static final int LONGEST = 4 << 20;

    private AnswerDocument() {}

    /**
     * The document: the whole answer, or the only JSON object in it that begins a line and ends one. A fence of
     * backquotes around it does not matter.
     */
    public static Optional<JsonNode> in(String answer) {
        if (answer.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<JsonNode> whole = StreamJson.object(answer.strip());
        if (whole.isPresent()) {
            return whole;
        }
        List<JsonNode> found = new ArrayList<>();
        List<String> lines = answer.lines().toList();
        int at = 0;
        while (at < lines.size() && found.size() < 2) {
            int end = lines.get(at).stripLeading().startsWith("{") ? end(lines, at) : at;
            if (end > at) {
                StreamJson.object(String.join("\n", lines.subList(at, end))).ifPresent(found::add);
                at = end;
            } else {
                at++;
            }
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** The line behind the object that begins at {@code from}; {@code from} itself where none ends at a line's end. */
    private static int end(List<String> lines, int from) {
        Depth depth = new Depth();
        for (int at = from; at < lines.size(); at++) {
            depth.read(lines.get(at));
            if (depth.closed()) {
                return depth.closedAtEnd() ? at + 1 : from;
            }
        }
        return from;
    }

    /** Counts braces outside of strings. */
    private static final class Depth {
        private int open;
        private boolean inString;
        private boolean closed;
        private boolean more;

        void read(String line) {
            boolean escaped = false;
            for (char next : line.strip().toCharArray()) {
                more |= closed;
                if (inString) {
                    inString = escaped || next != '"';
                    escaped = !escaped && next == '\\';
                } else if (next == '"') {
                    inString = true;
                } else if (next == '{') {
                    open++;
                } else if (next == '}') {
                    open--;
                    closed |= open == 0;
                }
            }
        }

        boolean closed() {
            return closed;
        }

        boolean closedAtEnd() {
            return closed && !more;
        }
    }
}
