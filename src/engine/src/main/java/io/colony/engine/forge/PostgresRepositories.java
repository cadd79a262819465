package io.colony.engine.forge;

import com.fasterxml.jackson.databind.JsonNode;
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
        return transaction
                .handle()
                .createQuery("""
                        insert into repositories (tenant_id, forge, slug, default_branch, clone_url, created_at)
                        select id, :forge, :slug, :branch, :url, :now from tenants where slug = :tenant
                        on conflict (forge, slug) do update
                          set default_branch = excluded.default_branch, clone_url = excluded.clone_url
                        returning id, tenant_id, forge, slug, default_branch, clone_url, settings
                        """)
                .bind("tenant", tenant)
                .bind("forge", forge)
                .bind("slug", info.slug())
                .bind("branch", info.defaultBranch())
                .bind("url", info.cloneUrl())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map((row, context) -> row(row))
                .one();
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
                .createQuery(
                        "select id, tenant_id, forge, slug, default_branch, clone_url, settings from repositories where slug = :slug")
                .bind("slug", slug)
                .map((row, context) -> row(row))
                .findOne();
    }

    @Override
    public Answer<Repository> ask(Transaction transaction, long id) {
        return transaction.ask(
                PostgresRepositories::row,
                "select id, tenant_id, forge, slug, default_branch, clone_url, settings from repositories where id = ?",
                id);
    }

    @Override
    public List<Repository> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery(
                        "select id, tenant_id, forge, slug, default_branch, clone_url, settings from repositories order by slug")
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
