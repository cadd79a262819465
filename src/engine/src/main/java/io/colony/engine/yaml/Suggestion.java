package io.colony.engine.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant by an unknown word: the known one that is at most two typing errors away. */
public final class Suggestion {
    private static final int FAR = 3;

    private Suggestion() {}

    /** {@code ; did you mean 'x'?}, or a full stop where nothing is near. */
    public static String of(String written, Collection<String> known) {
        return nearest(written, known)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse(".");
    }

    private static Optional<String> nearest(String written, Collection<String> known) {
        String best = "";
        int distance = FAR;
        for (String candidate : known) {
            int found = distance(written.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (found < distance) {
                best = candidate;
                distance = found;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** Levenshtein's edit distance. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int above = row[j];
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
