package io.colony.engine.intake;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Repository;
import io.colony.engine.issue.IssueKey;

/** A repository and the code host that it lives on. */
record HostSite(Forge forge, Repository repository) {
    String slug() {
        return repository.slug();
    }

    IssueKey key(long number) {
        return new IssueKey(slug(), number);
    }

    /** As the code host says at this moment. */
    boolean mayWrite(String login) {
        return forge.permission(slug(), login).compareTo(Permission.WRITE) >= 0;
    }
}
