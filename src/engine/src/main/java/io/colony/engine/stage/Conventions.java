package io.colony.engine.stage;

import io.colony.engine.git.TrustedClone;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;

/**
 * What a repository tells its contributors: {@code .colony/conventions.md} at its root, and in any folder below for the
 * files there. The nearest one counts. All of it is read from the default branch, so that no change brings its own.
 */
final class Conventions {
    private static final String FILE = ".colony/conventions.md";
    private static final int MOST_FOLDERS = 30;
    private static final int LONGEST = 16_000;
    private static final int LONGEST_IN_ALL = 64_000;

    private Conventions() {}

    /** As agents read it, cut where it is longer than a prompt should hold; empty where there is none. */
    static String read(TrustedClone clone, String sha) {
        StringBuilder all = new StringBuilder(cut(text(clone, sha, FILE)));
        List<String> nested = clone.paths(sha, "/" + FILE).stream()
                .sorted(Comparator.naturalOrder())
                .toList();
        for (String path : nested.subList(0, Math.min(MOST_FOLDERS, nested.size()))) {
            String folder = path.substring(0, path.length() - FILE.length());
            String text = cut(text(clone, sha, path));
            if (all.length() + text.length() <= LONGEST_IN_ALL) {
                all.append("\n\n### For files below `")
                        .append(folder.replace('`', '\''))
                        .append("` (where this differs from what is said for a folder above, this counts)\n\n")
                        .append(text);
            } else {
                all.append("\n\n[").append(path).append(" is not shown here: read it before you touch files there]\n");
            }
        }
        if (nested.size() > MOST_FOLDERS) {
            all.append("\n\n[")
                    .append(nested.size() - MOST_FOLDERS)
                    .append(" more folders have a ")
                    .append(FILE)
                    .append(" of their own: read the nearest one before you touch a file]\n");
        }
        return all.toString().strip();
    }

    private static String text(TrustedClone clone, String sha, String path) {
        return clone.file(sha, path)
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .orElse("");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "\n[cut after " + LONGEST + " characters]\n";
    }
}
