package io.colony.engine.gate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A directory of the repository as a command names it.
 *
 * @param path from the root, without a slash at either end; empty for the root, and where it is not known
 * @param known whether the text alone says which it is
 */
record RepositoryPlace(String path, boolean known) {
    static final RepositoryPlace ROOT = new RepositoryPlace("", true);
    /** Begins a path from the root, put where a script asks for its own directory. */
    static final String FROM_ROOT = "\u0001/";
    /** Outside of the repository, or known when the command runs. */
    static final RepositoryPlace UNKNOWN = new RepositoryPlace("", false);

    /** What a path names that is given here. */
    RepositoryPlace resolve(String to) {
        if (to.startsWith(FROM_ROOT)) {
            return ROOT.resolve(to.substring(FROM_ROOT.length()));
        }
        if (!known || to.startsWith("/") || to.startsWith("~") || to.equals("-") || to.contains("$")) {
            return UNKNOWN;
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (path + "/" + to).split("/", -1)) {
            if (part.equals("..")) {
                if (parts.isEmpty()) {
                    return UNKNOWN;
                }
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return new RepositoryPlace(String.join("/", parts), true);
    }

    /** The file that a path names that is given here; empty where that is not known, or no file of the repository. */
    Optional<String> file(String to) {
        RepositoryPlace place = resolve(to);
        return place.known() && !place.path().isEmpty() ? Optional.of(place.path()) : Optional.empty();
    }

    /** The same for what is only read to go on: where the place is not known, the root is tried. */
    Optional<String> guess(String to) {
        return known ? file(to) : ROOT.file(to);
    }

    /** A pattern, as in {@code .gitignore}, for what lies directly here: anywhere, where the place is not known. */
    String pattern(String glob) {
        return known ? "/" + (path.isEmpty() ? "" : quoted(path) + "/") + glob : "**/" + glob;
    }

    static String quoted(String path) {
        return path.replaceAll("([*?\\[\\]\\\\!#])", "\\\\$1");
    }
}
