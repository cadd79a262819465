package io.colony.engine.recovery;

import io.colony.engine.issue.IssueKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Names a breaker.
 *
 * @param key within its scope: {@code owner/name#12 develop}, {@code owner/name}, or a back end's name
 */
public record BreakerKey(Scope scope, String key) {
    /** What a breaker stands before. */
    public enum Scope {
        /** One stage of one issue: opens on content failures in a row; its issue is failure-blocked. */
        ISSUE_STAGE,
        /** All tasks of one repository: opens on failures within a window. */
        REPOSITORY,
        /** All tasks that need one agent back end: opens when its model provider refuses. */
        BACK_END;

        /** As the store, the command line and people name it. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** By the name that people use. */
        public static Optional<Scope> named(String slug) {
            return Arrays.stream(values())
                    .filter(scope -> scope.slug().equals(slug))
                    .findFirst();
        }
    }

    /** The breaker of an issue's stage. */
    public static BreakerKey issueStage(IssueKey issue, String stage) {
        return new BreakerKey(Scope.ISSUE_STAGE, issue + " " + stage);
    }

    /** The breaker of a repository. */
    public static BreakerKey repository(String slug) {
        return new BreakerKey(Scope.REPOSITORY, slug);
    }

    /** The breaker of an agent back end. */
    public static BreakerKey backEnd(String name) {
        return new BreakerKey(Scope.BACK_END, name);
    }

    /** How everything that waits for this breaker begins to say so. */
    String holdPrefix() {
        return "breaker " + this + ":";
    }

    @Override
    public String toString() {
        return scope.slug() + " " + key;
    }
}
