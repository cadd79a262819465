package io.colony.engine.forge;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.ColonyException;
import io.colony.engine.database.Answer;
import io.colony.engine.database.Json;
import io.colony.engine.database.Transaction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

final class PostgresRepositories implements Repositories {
    private static final String SELECT =
            "select id, tenant_id, forge, slug, default_branch, clone_url, settings from repositories";

    @Override
    public Repository register(
            Transaction transaction, String tenant, String forge, Forge.RepositoryInfo info, Instant now) {
        transaction
                .handle()
                .createUpdate(
                        "insert into tenants (slug, created_at) values (:slug, :now) on conflict (slug) do nothing")
                .bind("slug", tenant)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
        info.hostId()
                .flatMap(id -> findHosted(transaction, forge, id))
                .filter(renamed -> !renamed.slug().equals(info.slug()))
                .ifPresent(renamed -> restate(transaction, renamed, info, now));
        return transaction
                .handle()
                .createQuery("""
                        insert into repositories (tenant_id, forge, slug, default_branch, clone_url, host_id, created_at)
                        select id, :forge, :slug, :branch, :url, :host, :now from tenants where slug = :tenant
                        on conflict (forge, slug) do update
                          set default_branch = excluded.default_branch, clone_url = excluded.clone_url,
                            host_id = coalesce(excluded.host_id, repositories.host_id)
                        returning id, tenant_id, forge, slug, default_branch, clone_url, settings
                        """)
                .bind("tenant", tenant)
                .bind("forge", forge)
                .bind("slug", info.slug())
                .bind("branch", info.defaultBranch())
                .bind("url", info.cloneUrl())
                .bind("host", info.hostId())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, context) -> row(row))
                .one();
    }

    @Override
    public Optional<Repository> findHosted(Transaction transaction, String forge, String hostId) {
        return transaction
                .handle()
                .createQuery(SELECT + " where forge = :forge and host_id = :id")
                .bind("forge", forge)
                .bind("id", hostId)
                .map((row, context) -> row(row))
                .findOne();
    }

    @Override
    public boolean hosted(Transaction transaction, long id) {
        return transaction
                .handle()
                .createQuery("select host_id is not null from repositories where id = :id")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    @Override
    public boolean restate(Transaction transaction, Repository repository, Forge.RepositoryInfo info, Instant now) {
        boolean renamed = !repository.slug().equals(info.slug());
        if (renamed && nameIsTaken(transaction, repository, info.slug())) {
            throw new ColonyException("Repository " + repository.slug() + " is called " + info.slug()
                    + " now, which is the name of another repository here. Remove that one's registration, or rename it"
                    + " back on the code host.");
        }
        int changed = transaction
                .handle()
                .createUpdate("""
                        update repositories set slug = :slug, default_branch = :branch, clone_url = :url,
                          host_id = coalesce(:host, host_id)
                        where id = :id and (slug, default_branch, clone_url, host_id)
                          is distinct from (:slug, :branch, :url, coalesce(:host, host_id))
                        """)
                .bind("slug", info.slug())
                .bind("branch", info.defaultBranch())
                .bind("url", info.cloneUrl())
                .bind("host", info.hostId())
                .bind("id", repository.id())
                .execute();
        if (renamed) {
            keepName(transaction, repository, info.slug(), now);
        }
        return changed == 1;
    }

    private static boolean nameIsTaken(Transaction transaction, Repository repository, String slug) {
        return transaction
                .handle()
                .createQuery("select exists (select 1 from repositories"
                        + " where forge = :forge and slug = :slug and id <> :id)")
                .bind("forge", repository.forge())
                .bind("slug", slug)
                .bind("id", repository.id())
                .mapTo(Boolean.class)
                .one();
    }

    private static void keepName(Transaction transaction, Repository repository, String newName, Instant now) {
        transaction
                .handle()
                .createUpdate("delete from repository_names where forge = :forge and slug = :slug")
                .bind("forge", repository.forge())
                .bind("slug", newName)
                .execute();
        transaction
                .handle()
                .createUpdate("""
                        insert into repository_names (forge, slug, repository_id, until) values (:forge, :slug, :id, :now)
                        on conflict (forge, slug) do update set repository_id = excluded.repository_id, until = excluded.until
                        """)
                .bind("forge", repository.forge())
                .bind("slug", repository.slug())
                .bind("id", repository.id())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    @Override
    public void set(Transaction transaction, long id, JsonNode settings) {
        transaction
                .handle()
                .createUpdate("update repositories set settings = cast(:settings as jsonb) where id = :id")
                .bind("id", id)
                .bind("settings", Json.text(settings))
                .execute();
    }

    @Override
    public Optional<Repository> find(Transaction transaction, String slug) {
        return transaction
                .handle()
                .createQuery(SELECT + " where slug = :slug")
                .bind("slug", slug)
                .map((row, context) -> row(row))
                .findOne()
                .or(() -> findByFormerName(transaction, slug));
    }

    private static Optional<Repository> findByFormerName(Transaction transaction, String slug) {
        return transaction
                .handle()
                .createQuery(SELECT + " where id = (select repository_id from repository_names where slug = :slug"
                        + " order by until desc limit 1)")
                .bind("slug", slug)
                .map((row, context) -> row(row))
                .findOne();
    }

    @Override
    public Answer<Repository> ask(Transaction transaction, long id) {
        return transaction.ask(PostgresRepositories::row, SELECT + " where id = ?", id);
    }

    @Override
    public void lock(Transaction transaction, long id) {
        transaction.query(row -> row.getLong(1), "select id from repositories where id = ? for no key update", id);
    }

    @Override
    public List<Repository> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(SELECT + " order by slug")
                .map((row, context) -> row(row))
                .list();
    }

    private static Repository row(ResultSet row) throws SQLException {
        return new Repository(
                row.getLong("id"),
                row.getLong("tenant_id"),
                row.getString("forge"),
                row.getString("slug"),
                row.getString("default_branch"),
                row.getString("clone_url"),
                Json.parse(row.getString("settings")));
    }
}
