package io.colony.engine.agent;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a configured command into words by the quoting of the POSIX shell, without the shell: nothing is expanded. What
 * only a shell could carry out is refused rather than passed on as text.
 */
public final class CommandLine {
    private static final String OPERATORS = "|&;<>()";
    private static final String EXPANSIONS = "$`";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private CommandLine(String text) {
        this.text = text;
    }

    /** The words, at least one; throws {@link AgentException} that names the place and what to write instead. */
    public static List<String> split(String text) {
        return new CommandLine(text).words();
    }

    private List<String> words() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (Character.isWhitespace(next)) {
                endWord();
                at++;
            } else {
                inWord |= !text.startsWith("\\\n", at);
                part(next);
            }
        }
        endWord();
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new AgentException(
                    "The command '" + text + "' names no program. Write the program and its arguments.");
        }
        return List.copyOf(words);
    }

    private void part(char next) {
        if (next == '\'') {
            int end = text.indexOf('\'', at + 1);
            if (end < 0) {
                throw wrong("a single quote is opened and never closed");
            }
            word.append(text, at + 1, end);
            at = end + 1;
        } else if (next == '"') {
            doubleQuoted();
        } else if (next == '\\') {
            escaped();
        } else {
            refuse(next, OPERATORS);
            refuse(next, EXPANSIONS);
            word.append(next);
            at++;
        }
    }

    private void doubleQuoted() {
        int opened = at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char next = text.charAt(at);
            boolean escapes = next == '\\' && at + 1 < text.length() && "\\\"$`\n".indexOf(text.charAt(at + 1)) >= 0;
            if (escapes) {
                escaped();
            } else {
                refuse(next, EXPANSIONS);
                word.append(next);
                at++;
            }
        }
        if (at >= text.length()) {
            at = opened;
            throw wrong("a double quote is opened and never closed");
        }
        at++;
    }

    private void escaped() {
        if (at + 1 >= text.length()) {
            throw wrong("a backslash stands at the end, with nothing to quote");
        }
        char quoted = text.charAt(at + 1);
        if (quoted != '\n') {
            word.append(quoted);
        }
        at += 2;
    }

    private void refuse(char next, String refused) {
        if (refused.indexOf(next) >= 0) {
            throw wrong("'" + next + "' is for a shell, and none takes part here; quote it, or write sh -c '...'");
        }
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private AgentException wrong(String what) {
        return new AgentException("The command '" + text + "' is wrong at character " + (at + 1) + ": " + what + ".");
    }
}
