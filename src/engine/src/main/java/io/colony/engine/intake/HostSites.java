package io.colony.engine.intake;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Repositories;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registered repositories of the code hosts that can be reached. */
final class HostSites {
    private final Database database;
    private final Map<String, Forge> forges;
    private final Repositories repositories;

    HostSites(Database database, Map<String, Forge> forges, Repositories repositories) {
        this.database = database;
        this.forges = Map.copyOf(forges);
        this.repositories = repositories;
    }

    Set<String> forges() {
        return forges.keySet();
    }

    Optional<Forge> forge(String name) {
        return Optional.ofNullable(forges.get(name));
    }

    /** By the repository's name, or one that it had before. */
    Optional<HostSite> find(String forge, String slug) {
        return database.inTransaction(transaction -> repositories.find(transaction, slug))
                .filter(repository -> repository.forge().equals(forge))
                .flatMap(repository -> forge(forge).map(reached -> new HostSite(reached, repository)));
    }
}
