package io.colony.engine.forge.github;

import io.colony.engine.forge.github.Identity.Access;
import java.util.List;
import java.util.stream.Stream;

/** Both of our identities; they may be one. */
record Accounts(Identity ops, Identity coder) {
    Access ops(String slug) {
        return ops.access(slug);
    }

    Access coder(String slug) {
        return coder.access(slug);
    }

    boolean isOwn(String login) {
        return ops.account().equalsIgnoreCase(login) || coder.account().equalsIgnoreCase(login);
    }

    String words() {
        return ops.equals(coder)
                ? ops.account()
                : ops.account() + " (comments, merges) and " + coder.account() + " (pushes)";
    }

    List<GitHubUsage> usage() {
        return Stream.of(ops, coder)
                .distinct()
                .flatMap(identity -> identity.usage().stream())
                .toList();
    }
}
