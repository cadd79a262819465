package io.colony.engine.forge.github;

import java.net.URI;
import java.util.Locale;

/**
 * How GitHub is used.
 *
 * @param apiUrl where the API is; default {@code https://api.github.com}, {@code https://HOST/api/v3} for GitHub
 *     Enterprise Server
 * @param mergeMethod how pull requests are merged; default a merge commit
 * @param reservePercent how much of an hour's requests is kept for what we write, so that reading never keeps an issue
 *     from being told what became of it; default 10
 */
public record GitHubSettings(URI apiUrl, MergeMethod mergeMethod, int reservePercent) {
    /** GitHub.com with merge commits. */
    public static final GitHubSettings DEFAULT =
            new GitHubSettings(URI.create("https://api.github.com"), MergeMethod.MERGE, 10);

    /** What a merge makes of the commits. */
    public enum MergeMethod {
        /** A merge commit; what was reviewed stays what is on the base. */
        MERGE,
        /** One new commit. */
        SQUASH,
        /** The commits anew on top of the base. */
        REBASE;

        /** As settings and GitHub call it. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
