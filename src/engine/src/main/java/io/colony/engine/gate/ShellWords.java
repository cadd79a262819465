package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text for {@code sh} into words and operators: quotes, escapes, comments, redirections, {@code $(...)}. It runs and
 * expands nothing; what is only known when it runs keeps its {@code $}. Takes any text, and each character once.
 */
final class ShellWords {
    /** No gate's command is longer; what comes after is not read. */
    private static final int LONGEST = 200_000;

    private static final String OPERATORS = ";&|()\n";

    private static final int DEEPEST = 5;

    private final String text;
    private final int depth;
    private final List<Token> tokens = new ArrayList<>();
    private final List<String> inQuotes = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean open;
    private int at;

    private ShellWords(String text, int depth) {
        this.text = text.substring(0, Math.min(text.length(), LONGEST));
        this.depth = depth;
    }

    /**
     * A word without its quotes, or an operator such as {@code &&}; a line's end is {@code ;}.
     *
     * @param operator whether it separates commands, or begins or ends a group of them
     */
    record Token(String text, boolean operator) {}

    static List<Token> read(String text) {
        return read(text, 0);
    }

    private static List<Token> read(String text, int depth) {
        ShellWords reader = new ShellWords(text, depth);
        while (reader.at < reader.text.length()) {
            reader.next(reader.text.charAt(reader.at));
        }
        reader.end();
        reader.inQuotes.forEach(inner -> {
            // Read as commands of their own, in a group: where they stand in the word is of no matter.
            reader.tokens.add(new Token("(", true));
            reader.tokens.addAll(read(inner, depth + 1));
            reader.tokens.add(new Token(")", true));
        });
        return List.copyOf(reader.tokens);
    }

    private void next(char character) {
        if (character == '\\') {
            escaped();
        } else if (character == '\'' || character == '"') {
            open = true;
            at++;
            quoted(character);
        } else if (character == '#' && !open) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else if (character == '$' && text.startsWith("${", at)) {
            int end = text.indexOf('}', at);
            at = take(end < 0 ? text.length() : end + 1);
        } else if (character == '`' || (character == '$' && text.startsWith("$(", at))) {
            // What it starts is read as a command of its own; what it gives is known when it runs.
            word.append('$');
            open = true;
            operator(character == '`' ? ";" : "(");
            at += character == '`' ? 1 : 2;
        } else if (OPERATORS.indexOf(character) >= 0) {
            operator(character == '\n' ? ";" : String.valueOf(character));
            at++;
        } else if (character == '<' || character == '>') {
            redirection();
        } else if (Character.isWhitespace(character)) {
            end();
            at++;
        } else {
            at = take(at + 1);
        }
    }

    private int take(int to) {
        open = true;
        word.append(text, at, to);
        return to;
    }

    private void escaped() {
        if (at + 1 < text.length() && text.charAt(at + 1) != '\n') {
            open = true;
            word.append(text.charAt(at + 1));
        }
        at += 2;
    }

    /** To the closing quote. What double quotes hold in {@code $(...)} or back quotes is run as well. */
    private void quoted(char quote) {
        while (at < text.length() && text.charAt(at) != quote) {
            if (quote == '"' && text.startsWith("$(", at)) {
                word.append('$');
                substitution();
                continue;
            }
            if (quote == '"' && text.charAt(at) == '`') {
                int end = text.indexOf('`', at + 1);
                inner(at + 1, end < 0 ? text.length() : end);
                word.append('$');
                at = end < 0 ? text.length() : end + 1;
                continue;
            }
            if (quote == '"' && text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            word.append(text.charAt(at));
            at++;
        }
        at++;
    }

    /** From {@code $(} to the bracket that closes it. */
    private void substitution() {
        int start = at + 2;
        int brackets = 0;
        do {
            if (text.charAt(at) == '(') {
                brackets++;
            } else if (text.charAt(at) == ')') {
                brackets--;
            }
            at++;
        } while (at < text.length() && (brackets > 0 || at == start - 1));
        inner(start, Math.max(start, brackets == 0 ? at - 1 : at));
    }

    private void inner(int start, int end) {
        if (depth < DEEPEST) {
            inQuotes.add(text.substring(start, end));
        }
    }

    /** {@code 2>&1}, {@code >file}: no word of the command; {@code <file} is one, since a shell may read it as a script. */
    private void redirection() {
        boolean input = text.charAt(at) == '<' && !text.startsWith("<<", at);
        if (open && word.chars().allMatch(Character::isDigit)) {
            word.setLength(0);
            open = false;
        }
        end();
        while (at < text.length() && "<>&|-".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (!input) {
            tokens.add(new Token(">", false));
        }
    }

    private void operator(String operator) {
        end();
        tokens.add(new Token(operator, true));
    }

    private void end() {
        if (open) {
            tokens.add(new Token(word.toString(), false));
        }
        word.setLength(0);
        open = false;
    }
}
