package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@link StartWorkflows} in the tables {@code tenants} and {@code repositories}. */
final class PostgresStartWorkflows implements StartWorkflows {
    @Override
    public Optional<Version> of(Transaction transaction, long repositoryId) {
        return transaction
                .handle()
                .createQuery("""
                        select coalesce(r.workflow_id, t.workflow_id) as id,
                          case when r.workflow_id is null then t.workflow_version else r.workflow_version end as version
                        from repositories r join tenants t on t.id = r.tenant_id
                        where r.id = :repository and coalesce(r.workflow_id, t.workflow_id) is not null
                        """)
                .bind("repository", repositoryId)
                .map((row, context) -> new Version(row.getString("id"), row.getInt("version")))
                .findOne();
    }

    @Override
    public boolean setForRepository(Transaction transaction, String slug, Optional<Version> workflow) {
        return set(transaction, "repositories", slug, workflow);
    }

    @Override
    public boolean setForTenant(Transaction transaction, String slug, Optional<Version> workflow) {
        return set(transaction, "tenants", slug, workflow);
    }

    @Override
    public Settings settings(Transaction transaction) {
        return new Settings(read(transaction, "tenants"), read(transaction, "repositories"));
    }

    private static Map<String, Version> read(Transaction transaction, String table) {
        Map<String, Version> settings = new TreeMap<>();
        transaction
                .handle()
                .createQuery(
                        "select slug, workflow_id, workflow_version from " + table + " where workflow_id is not null")
                .map((row, context) -> Map.entry(
                        row.getString("slug"),
                        new Version(row.getString("workflow_id"), row.getInt("workflow_version"))))
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
        return settings;
    }

    private static boolean set(Transaction transaction, String table, String slug, Optional<Version> workflow) {
        return transaction
                        .handle()
                        .createUpdate("update " + table
                                + " set workflow_id = :id, workflow_version = :version where slug = :slug")
                        .bind("id", workflow.map(Version::id).orElse(null))
                        .bind("version", workflow.map(Version::version).orElse(null))
                        .bind("slug", slug)
                        .execute()
                > 0;
    }
}
