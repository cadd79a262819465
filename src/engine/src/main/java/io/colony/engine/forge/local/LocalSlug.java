package io.colony.engine.forge.local;

import io.colony.engine.forge.ForgeException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Names that become paths and refs: checked before they do. */
final class LocalSlug {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}");
    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");

    private LocalSlug() {}

    /** Where a repository lies, relative to the root: {@code owner/name.git}. */
    static Path directory(String slug) {
        String[] segments = slug.split("/", -1);
        if (segments.length != 2 || !isSegment(segments[0]) || !isSegment(segments[1])) {
            throw ForgeException.permanent(
                    "'" + slug + "' is no repository name: it should read owner/name, with letters,"
                            + " digits, '.', '_' and '-', not beginning with '.' or '-' and not ending in '.git' or '.lock'.");
        }
        return Path.of(segments[0], segments[1] + ".git");
    }

    private static boolean isSegment(String segment) {
        return SEGMENT.matcher(segment).matches() && !segment.endsWith(".git") && !segment.endsWith(".lock");
    }

    /** Whether the name is a branch that we push to: plainer than what git allows. */
    static boolean isBranch(String name) {
        return BRANCH.matcher(name).matches()
                && !name.contains("..")
                && !name.contains("//")
                && !name.contains("/.")
                && !name.endsWith("/")
                && !name.endsWith(".")
                && !name.endsWith(".lock")
                && !name.contains(".lock/");
    }

    static boolean isSha(String text) {
        return SHA.matcher(text).matches();
    }
}
