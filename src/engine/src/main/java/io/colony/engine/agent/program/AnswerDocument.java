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

    /**
     * How many characters are looked at, again and again where objects are begun and do not end: enough for thousands of
     * such beginnings in an answer of a usual length, and less than a second's work.
     */
    private static final int PATIENCE = 64 << 20;

    /** What it takes to read one object as JSON, and to find that it is none, in characters. */
    private static final int A_TRY = 10_000;

    private static final int NONE = -1;

    private final String answer;
    private int patience = PATIENCE;

    private AnswerDocument(String answer) {
        this.answer = answer;
    }

    /**
     * The document: the whole answer, or the only JSON object in it that begins a line and ends one. A fence of
     * backquotes around it does not matter. Empty also where it takes too long to find out: an answer of a million
     * beginnings is nobody's honest one.
     */
    public static Optional<JsonNode> in(String answer) {
        if (answer.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<JsonNode> whole = StreamJson.object(answer.strip());
        if (whole.isPresent()) {
            return whole;
        }
        return new AnswerDocument(answer).only();
    }

    private Optional<JsonNode> only() {
        List<JsonNode> found = new ArrayList<>();
        int line = 0;
        while (line < answer.length() && found.size() < 2) {
            int begin = afterBlanks(line);
            int end = begin < answer.length() && answer.charAt(begin) == '{' ? end(begin) : NONE;
            if (end != NONE) {
                patience -= A_TRY;
                StreamJson.object(answer.substring(begin, end)).ifPresent(found::add);
            }
            if (patience <= 0) {
                return Optional.empty();
            }
            line = nextLine(end == NONE ? begin : end);
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** The first character of a line that is no blank; its end where it holds none. */
    private int afterBlanks(int line) {
        int at = line;
        while (at < answer.length() && Character.isWhitespace(answer.charAt(at)) && !isLineEnd(at)) {
            at++;
        }
        return at;
    }

    private int nextLine(int from) {
        int at = from;
        while (at < answer.length() && !isLineEnd(at)) {
            at++;
        }
        return at + 1;
    }

    private boolean isLineEnd(int at) {
        return answer.charAt(at) == '\n' || answer.charAt(at) == '\r';
    }

    /** Where the line ends on which the object closes that begins here; {@link #NONE} where none ends at a line's end. */
    private int end(int begin) {
        Depth depth = new Depth();
        for (int at = begin; at < answer.length(); at++) {
            if (--patience <= 0) {
                return NONE;
            }
            if (isLineEnd(at)) {
                if (depth.closed()) {
                    return at;
                }
                depth.lineEnds();
            } else if (!depth.closed()) {
                depth.read(answer.charAt(at));
            } else if (!Character.isWhitespace(answer.charAt(at))) {
                return NONE;
            }
        }
        return depth.closed() ? answer.length() : NONE;
    }

    /** Counts braces outside of strings. */
    private static final class Depth {
        private int open;
        private boolean inString;
        private boolean escaped;
        private boolean closed;

        void read(char next) {
            if (inString) {
                inString = escaped || next != '"';
                escaped = !escaped && next == '\\';
            } else if (next == '"') {
                inString = true;
            } else if (next == '{') {
                open++;
            } else if (next == '}') {
                open--;
                closed = open == 0;
            }
        }

        void lineEnds() {
            escaped = false;
        }

        boolean closed() {
            return closed;
        }
    }
}
