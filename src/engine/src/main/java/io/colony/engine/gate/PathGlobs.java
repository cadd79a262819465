package io.colony.engine.gate;

import io.colony.engine.git.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Matches paths against patterns as in {@code .gitignore}: {@code *}, {@code ?}, {@code [a-z]}, {@code **}, a leading or
 * inner slash that ties to the root, a trailing one for directories, {@code !} to take out again; the last that matches
 * decides, and a directory that matches takes in all below it.
 *
 * <p>Unlike there, names are compared as a file system would that folds case and composes characters, and a path below a
 * directory that was taken out can match a pattern of its own.
 */
final class PathGlobs {
    private final List<Glob> globs;

    private PathGlobs(List<Glob> globs) {
        this.globs = globs;
    }

    private record Glob(String source, Pattern pattern, boolean included) {}

    static PathGlobs of(List<String> patterns) {
        List<Glob> globs = new ArrayList<>();
        for (String pattern : patterns) {
            String text = pattern.strip();
            boolean included = !text.startsWith("!");
            String glob = included ? text : text.substring(1);
            if (!glob.isEmpty() && !glob.startsWith("#")) {
                globs.add(new Glob(pattern, compile(glob), included));
            }
        }
        return new PathGlobs(List.copyOf(globs));
    }

    /** The pattern that decides that the path is matched; empty where it is not. */
    Optional<String> match(String path) {
        return matchFolded(fold(path));
    }

    /** The same for a path that {@link #fold} has been through. */
    Optional<String> matchFolded(String folded) {
        Optional<String> found = Optional.empty();
        for (Glob glob : globs) {
            if (glob.pattern().matcher(folded).matches()) {
                found = glob.included() ? Optional.of(glob.source()) : Optional.empty();
            }
        }
        return found;
    }

    /** What a file system may take for the same name: composed, without letter case, without invisible characters. */
    static String fold(String path) {
        return Names.folded(path);
    }

    private static Pattern compile(String glob) {
        boolean directoriesOnly = glob.endsWith("/");
        String body = directoriesOnly ? glob.substring(0, glob.length() - 1) : glob;
        boolean anchored = body.contains("/");
        String relative = body.startsWith("/") ? body.substring(1) : body;
        String regex = (anchored ? "" : "(?:.*/)?") + translate(fold(relative));
        String below = directoriesOnly ? "/.*" : "(?:/.*)?";
        try {
            return Pattern.compile(regex + below, Pattern.DOTALL);
        } catch (PatternSyntaxException failure) {
            // A bracket that git would not take either: the characters stand for themselves.
            return Pattern.compile(Pattern.quote(fold(relative)) + below, Pattern.DOTALL);
        }
    }

    private static String translate(String glob) {
        StringBuilder regex = new StringBuilder();
        int index = 0;
        while (index < glob.length()) {
            char character = glob.charAt(index);
            if (glob.startsWith("**/", index) && (index == 0 || glob.charAt(index - 1) == '/')) {
                regex.append("(?:.*/)?");
                index += 3;
            } else if (glob.startsWith("**", index)) {
                regex.append(".*");
                index += 2;
            } else if (character == '[' && glob.indexOf(']', index + 2) > 0) {
                int end = glob.indexOf(']', index + 2);
                regex.append(set(glob.substring(index + 1, end)));
                index = end + 1;
            } else if (character == '\\' && index + 1 < glob.length()) {
                regex.append(Pattern.quote(glob.substring(index + 1, index + 2)));
                index += 2;
            } else {
                regex.append(
                        switch (character) {
                            case '*' -> "[^/]*";
                            case '?' -> "[^/]";
                            default -> Pattern.quote(String.valueOf(character));
                        });
                index++;
            }
        }
        return regex.toString();
    }

    private static String set(String members) {
        boolean negated = members.startsWith("!") || members.startsWith("^");
        String rest = negated ? members.substring(1) : members;
        return "(?!/)[" + (negated ? "^" : "") + rest.replaceAll("([\\\\\\[\\]&^])", "\\\\$1") + "]";
    }
}
