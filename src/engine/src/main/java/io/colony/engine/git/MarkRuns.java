package io.colony.engine.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds what could be taken for a conflict marker in files that are to be merged. */
final class MarkRuns {
    private MarkRuns() {}

    /** The longest run of one of git's marker characters at the beginning of a line; 0 where there is none. */
    static int longest(List<Path> files) throws IOException {
        int longest = 0;
        for (Path file : files) {
            longest = Math.max(longest, longest(Files.readAllBytes(file)));
        }
        return longest;
    }

    private static int longest(byte[] text) {
        int longest = 0;
        for (int start = 0; start < text.length; start = nextLine(text, start)) {
            int end = start;
            while (end < text.length && text[end] == text[start] && isMark(text[end])) {
                end++;
            }
            longest = Math.max(longest, end - start);
        }
        return longest;
    }

    private static int nextLine(byte[] text, int from) {
        int at = from;
        while (at < text.length && text[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private static boolean isMark(byte character) {
        return character == '<' || character == '=' || character == '>' || character == '|';
    }
}
