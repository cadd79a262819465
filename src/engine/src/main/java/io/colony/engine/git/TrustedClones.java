package io.colony.engine.git;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands out the trusted clone of a repository, to one caller at a time. Safe for use by many threads and processes. */
public interface TrustedClones {
    /**
     * Runs the function with the repository's trusted clone, made first where it is missing, fetched before.
     *
     * @param repository {@code owner/name}
     * @param cloneUrl where to fetch from
     */
    <T extends @Nullable Object> T with(String repository, String cloneUrl, Function<TrustedClone, T> function);
}
