package io.colony.engine.gate;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows texts of several lines from line to line, so that what stands in them is not taken for code. Wherever it is not sure
 * what something is, it gives up, and all that follows counts as code. One thread.
 */
final class LongTexts {
    /** Of JavaScript without pages in it, in whose texts any sign may stand. */
    private static final Set<String> BACKQUOTED = Set.of("go", "js", "ts", "mjs", "cjs", "mts", "cts");

    private static final Set<String> THREE_QUOTES = Set.of("java", "kt", "kts", "groovy", "scala");
    /** Languages in which comments may stand in one another. */
    private static final Set<String> NESTED = Set.of("kt", "kts", "scala");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[\\w.()\\[\\] ]{0,100}+\\}");

    private final String extension;
    private final String delimiter;
    private State state;
    private boolean lost;
    private boolean begun;

    private LongTexts(String extension, String delimiter, State start) {
        this.extension = extension;
        this.delimiter = delimiter;
        this.state = start;
    }

    /** What a line begins in. */
    enum State {
        CODE,
        COMMENT,
        TEXT
    }

    /** For a file of this path whose next line begins so; empty where its language has no such texts that we know. */
    static Optional<LongTexts> of(String path, State start) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (BACKQUOTED.contains(extension)) {
            return Optional.of(new LongTexts(extension, "`", start));
        }
        return THREE_QUOTES.contains(extension)
                ? Optional.of(new LongTexts(extension, "\"\"\"", start))
                : Optional.empty();
    }

    /** Whether the lines so far speak for that it began as it was said to. */
    boolean isLikely(State start) {
        return !lost && (start == State.CODE || begun);
    }

    private void giveUp() {
        lost = true;
        state = State.CODE;
    }

    /** The line without what of it stands in texts of several lines. */
    String code(String line) {
        StringBuilder code = new StringBuilder();
        int at = 0;
        while (at < line.length() && !lost) {
            at = switch (state) {
                case CODE -> inCode(line, at, code);
                case COMMENT -> inComment(line, at, code);
                case TEXT -> inText(line, at);
            };
        }
        return lost ? line : code.toString();
    }

    private int inText(String line, int start) {
        for (int at = start; at < line.length(); at++) {
            if (line.charAt(at) == '\\' && !isRaw()) {
                at++;
            } else if (line.startsWith("${", at) && !extension.equals("go") && !extension.equals("java")) {
                Matcher placeholder = PLACEHOLDER.matcher(line).region(at, line.length());
                if (!placeholder.lookingAt()) {
                    giveUp();
                    return at;
                }
                at = placeholder.end() - 1;
            } else if (line.startsWith(delimiter, at)) {
                // What looks like the beginning of a text speaks against that we are in one.
                if (!isAlone(line, at) || (!begun && isExpected(line.substring(0, at)))) {
                    giveUp();
                }
                state = State.CODE;
                begun = true;
                return at + delimiter.length();
            }
        }
        return line.length();
    }

    private boolean isRaw() {
        return extension.equals("go") || NESTED.contains(extension);
    }

    private int inComment(String line, int start, StringBuilder code) {
        int end = line.indexOf("*/", start);
        int nested = line.indexOf("/*", start);
        if (NESTED.contains(extension) && nested >= 0 && (end < 0 || nested < end)) {
            giveUp();
        }
        begun |= end >= 0;
        state = end < 0 ? State.COMMENT : State.CODE;
        code.append(line, start, end < 0 ? line.length() : end + 2);
        return end < 0 ? line.length() : end + 2;
    }

    private int inCode(String line, int start, StringBuilder code) {
        boolean divided = false;
        for (int at = start; at < line.length(); at++) {
            char character = line.charAt(at);
            if (line.startsWith("//", at)) {
                code.append(line, at, line.length());
                return line.length();
            } else if (line.startsWith("/*", at) || line.startsWith("*/", at)) {
                // An end without a beginning, or after what may be a regular expression.
                if (character == '*' || divided) {
                    giveUp();
                }
                state = State.COMMENT;
                code.append("/*");
                return at + 2;
            } else if (line.startsWith(delimiter, at)) {
                if (divided || !isAlone(line, at) || !isExpected(code)) {
                    giveUp();
                }
                state = State.TEXT;
                begun = true;
                return at + delimiter.length();
            } else if (character == '"' || character == '\'' || character == '`') {
                int end = closing(line, at);
                if (end < 0 || divided) {
                    giveUp();
                    return at;
                }
                code.append(line, at, end + 1);
                at = end;
            } else {
                int regex = SourceText.regexEnd(line, at, code);
                divided |= character == '/' && regex < 0;
                int end = Math.max(at, regex);
                code.append(line, at, end + 1);
                at = end;
            }
        }
        return line.length();
    }

    /** Three quotes are more or less than a beginning or an end where a fourth one stands beside them. */
    private boolean isAlone(String line, int at) {
        boolean single = delimiter.length() == 1;
        return single || !line.startsWith("\"", at + delimiter.length());
    }

    /** Whether a text may begin after this. */
    private boolean isExpected(CharSequence before) {
        int last = before.length() - 1;
        while (last >= 0 && Character.isWhitespace(before.charAt(last))) {
            last--;
        }
        if (last < 0) {
            return false;
        }
        boolean tag = last == before.length() - 1 && Character.isJavaIdentifierPart(before.charAt(last));
        return "=(,:[+?&|{>".indexOf(before.charAt(last)) >= 0
                || tag
                || endsWithReturn(before.subSequence(0, last + 1));
    }

    private static boolean endsWithReturn(CharSequence before) {
        int length = before.length();
        return before.subSequence(Math.max(0, length - 6), length).toString().equals("return");
    }

    private static int closing(String line, int start) {
        for (int at = start + 1; at < line.length(); at++) {
            if (line.charAt(at) == '\\') {
                at++;
            } else if (line.charAt(at) == line.charAt(start)) {
                return at;
            }
        }
        return -1;
    }
}
