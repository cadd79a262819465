package io.colony.engine.intake;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.database.Database;
import io.colony.engine.database.Json;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.RepositoryInfo;
import io.colony.engine.forge.HostSignal.RepositoryChanged;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.intake.HostDecision.Ignored;
import io.colony.engine.intake.HostDecision.Noted;
import java.time.InstantSource;
import java.util.Optional;

/** Repositories that were renamed, transferred, or got another default branch: their issues stay with them. */
final class RepositoryNews {
    private final Database database;
    private final InstantSource clock;
    private final HostSites sites;
    private final Repositories repositories;
    private final AuditLog audit;

    RepositoryNews(Database database, InstantSource clock, HostSites sites, Repositories repositories) {
        this.database = database;
        this.clock = clock;
        this.sites = sites;
        this.repositories = repositories;
        this.audit = AuditLog.postgres(database);
    }

    HostDecision changed(String forge, RepositoryChanged signal) {
        Optional<Forge> host = sites.forge(forge);
        Optional<Repository> known = database.inTransaction(transaction -> signal.hostId()
                .flatMap(id -> repositories.findHosted(transaction, forge, id))
                .or(() -> repositories
                        .find(transaction, signal.slug())
                        .filter(repository -> repository.forge().equals(forge))));
        return known.isPresent() && host.isPresent()
                ? read(new HostSite(host.get(), known.get()), signal.slug())
                : new Ignored("repository " + signal.slug() + " is not registered here");
    }

    /** @param slug a name that the code host may know it by now */
    HostDecision read(HostSite site, String slug) {
        RepositoryInfo info = site.forge().repository(slug);
        Repository before = site.repository();
        return database.inTransaction(transaction -> {
            Optional<Repository> hosted =
                    info.hostId().flatMap(id -> repositories.findHosted(transaction, before.forge(), id));
            if (hosted.filter(other -> other.id() != before.id()).isPresent()) {
                return new Ignored(info.slug() + " is another repository");
            }
            if (hosted.isEmpty() && info.hostId().isPresent() && repositories.hosted(transaction, before.id())) {
                return new Ignored(info.slug() + " is another repository than " + before.slug() + " was");
            }
            if (!repositories.restate(transaction, before, info, clock.instant())) {
                return new Ignored("what is known of " + before.slug() + " still holds");
            }
            String what = before.slug().equals(info.slug())
                    ? "the default branch of " + info.slug() + " is " + info.defaultBranch()
                    : before.slug() + " is called " + info.slug() + " now";
            audit.append(
                    transaction,
                    before.tenantId(),
                    clock.instant(),
                    "forge:" + before.forge(),
                    "repository-restated",
                    info.slug(),
                    Json.object()
                            .put("was", before.slug())
                            .put("default_branch_was", before.defaultBranch())
                            .put("default_branch", info.defaultBranch()));
            return new Noted(what);
        });
    }
}
