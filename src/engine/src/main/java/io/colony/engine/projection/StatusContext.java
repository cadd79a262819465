package io.colony.engine.projection;

import io.colony.engine.database.Json;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a status is called. It belongs to a commit, and whoever asks for it asks for all branches at once: so one about a
 * change to another branch than the default one has that branch in its name.
 */
final class StatusContext {
    /** Code hosts do not tell capital letters in a status' name from small ones, and such a name is told as it is. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9._/-]{1,100}");

    private static final int LONGEST = 100;
    private static final int HASH = 12;

    private StatusContext() {}

    /**
     * The same name for the default branch; for each other one a name of its own, also where hosts ignore case.
     *
     * @param context such as {@code colony/review}
     * @param base the branch that the change is to go into
     */
    static String of(String context, String base, String defaultBranch) {
        return base.equals(defaultBranch) ? context : context + "/" + named(base);
    }

    private static String named(String branch) {
        if (PLAIN.matcher(branch).matches()) {
            return branch;
        }
        String legible = branch.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._/-]", "_");
        return legible.substring(0, Math.min(LONGEST, legible.length())) + "#"
                + Json.sha256(branch).substring(0, HASH);
    }
}
