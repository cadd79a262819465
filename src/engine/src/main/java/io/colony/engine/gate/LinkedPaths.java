package io.colony.engine.gate;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What protected symbolic links lead to: where {@code .github} is a link to {@code ci}, a change of {@code ci/release.yml}
 * is one of {@code .github/release.yml}.
 */
public final class LinkedPaths {
    private LinkedPaths() {}

    /**
     * Patterns for the places that must be protected as well, each with all below it.
     *
     * @param protectedPaths the patterns so far
     * @param links the paths of all symbolic links of the commit
     * @param target what the link at a path says
     */
    public static List<String> patterns(
            List<String> protectedPaths, List<String> links, Function<String, Optional<String>> target) {
        Set<String> patterns = new LinkedHashSet<>();
        List<String> left = new ArrayList<>(links);
        boolean more = true;
        while (more) {
            // A link may lead to another one.
            List<String> all = new ArrayList<>(protectedPaths);
            all.addAll(patterns);
            PathGlobs globs = PathGlobs.of(all);
            List<String> found =
                    left.stream().filter(link -> isProtected(globs, link)).toList();
            found.forEach(link -> target.apply(link)
                    .flatMap(text -> resolved(link, text))
                    .ifPresent(path -> patterns.add("/" + path.replaceAll("([*?\\[\\]\\\\!#])", "\\\\$1"))));
            left.removeAll(found);
            more = !found.isEmpty();
        }
        return List.copyOf(patterns);
    }

    /** Itself, or as a directory: a pattern such as {@code .github/**} speaks of what is below. */
    private static boolean isProtected(PathGlobs globs, String link) {
        return globs.match(link).isPresent() || globs.match(link + "/any").isPresent();
    }

    /** Where the link leads; empty for a place outside of the repository, or its root. */
    private static Optional<String> resolved(String link, String target) {
        try {
            String path = Path.of("/")
                    .resolve(link)
                    .resolveSibling(target)
                    .normalize()
                    .toString();
            // One that leads above the root stops there, as in a file system: such a link does not leave "/".
            boolean outside = target.startsWith("/") || path.length() < 2;
            return outside ? Optional.empty() : Optional.of(path.substring(1));
        } catch (InvalidPathException failure) {
            return Optional.empty();
        }
    }
}
