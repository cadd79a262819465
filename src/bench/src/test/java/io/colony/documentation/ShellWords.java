package io.colony.documentation;

import java.util.ArrayList;
import java.util.List;

/**
 * The simple commands of a shell text, each as its words without quotes and without assignments. It knows quotes, comments, continued lines,
 * substitutions, pipes, lists and redirections, which is as much shell as documentation has; {@code sh -n} checks the rest.
 */
final class ShellWords {
    private static final String ENDS = "\n;&|()";

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean open;
    private boolean target;
    private int at;

    private ShellWords(String text) {
        this.text = text.replace("\\\n", " ");
    }

    static List<List<String>> commands(String text) {
        ShellWords reader = new ShellWords(text);
        while (reader.at < reader.text.length()) {
            reader.step(reader.text.charAt(reader.at));
        }
        reader.endCommand();
        return reader.commands;
    }

    private void step(char next) {
        if (next == '\'') {
            quoted(next);
        } else if (next == '"') {
            quoted(next);
        } else if (next == '\\' && at + 1 < text.length()) {
            add(text.charAt(at + 1));
            at += 2;
        } else if (next == '#' && !open) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end;
        } else if (next == '$' && text.startsWith("$(", at)) {
            // What is assigned or joined with it is no word of the command within.
            endCommand();
            at += 2;
        } else if (next == '<' || next == '>') {
            if (word.toString().matches("[0-9]")) {
                word.setLength(0);
                open = false;
            }
            endWord();
            target = true;
            at += text.startsWith(">&", at) || text.startsWith(">>", at) ? 2 : 1;
        } else if (ENDS.indexOf(next) >= 0) {
            endCommand();
            at++;
        } else if (Character.isWhitespace(next)) {
            endWord();
            at++;
        } else {
            add(next);
            at++;
        }
    }

    private void quoted(char quote) {
        int end = text.indexOf(quote, at + 1);
        end = end < 0 ? text.length() : end;
        word.append(text, at + 1, end);
        open = true;
        at = end + 1;
    }

    private void add(char character) {
        word.append(character);
        open = true;
    }

    private void endWord() {
        if (open && target) {
            target = false;
        } else if (open) {
            words.add(word.toString());
        }
        word.setLength(0);
        open = false;
    }

    private void endCommand() {
        endWord();
        target = false;
        while (!words.isEmpty() && words.getFirst().matches("[A-Za-z_]\\w*=.*")) {
            words.removeFirst();
        }
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
    }
}
