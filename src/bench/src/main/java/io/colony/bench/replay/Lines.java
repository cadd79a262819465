package io.colony.bench.replay;

import java.util.ArrayList;
import java.util.List;

/** Files as lines that keep their ends, so that what is put together again is the same to the byte. */
final class Lines {
    private Lines() {}

    static List<String> of(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            lines.add(text.substring(from, end + 1));
            from = end + 1;
        }
        if (from < text.length()) {
            lines.add(text.substring(from));
        }
        return lines;
    }

    /** Whether all of the first are in the second, in their order. */
    static boolean within(List<String> few, List<String> many) {
        int found = 0;
        for (String line : many) {
            if (found < few.size() && few.get(found).equals(line)) {
                found++;
            }
        }
        return found == few.size();
    }

    /** The second without the first; each line of the first takes the earliest that is left in its order. */
    static List<String> without(List<String> few, List<String> many) {
        List<String> rest = new ArrayList<>();
        int found = 0;
        for (String line : many) {
            if (found < few.size() && few.get(found).equals(line)) {
                found++;
            } else {
                rest.add(line);
            }
        }
        return rest;
    }
}
