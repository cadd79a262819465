package io.colony.engine.issue;

import io.colony.engine.database.Transaction;
import io.colony.engine.workflow.DeclaredOutcomes;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.StateDefinition;
import io.colony.engine.workflow.WorkflowException;
import io.colony.engine.workflow.WorkflowParser;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@link WorkflowCatalog} in the table {@code workflows}. */
final class PostgresWorkflowCatalog implements WorkflowCatalog {
    private final InstantSource clock;
    private final Map<Version, Workflow> read = new ConcurrentHashMap<>();

    private final DeclaredOutcomes declared;

    PostgresWorkflowCatalog(InstantSource clock, DeclaredOutcomes declared) {
        this.clock = clock;
        this.declared = declared;
    }

    @Override
    public Workflow store(Transaction transaction, String yaml, String source) {
        Workflow workflow = WorkflowParser.parse(yaml, source, declared);
        String sha256 = Sha256.hex(yaml);
        transaction
                .handle()
                .createUpdate("""
                        insert into workflows (id, version, sha256, yaml, loaded_at)
                        values (:id, :version, :sha256, :yaml, :at)
                        on conflict (id, version) do nothing
                        """)
                .bind("id", workflow.id())
                .bind("version", workflow.version())
                .bind("sha256", sha256)
                .bind("yaml", yaml)
                .bind("at", clock.instant())
                .execute();
        String stored = transaction
                .handle()
                .createQuery("select sha256 from workflows where id = :id and version = :version")
                .bind("id", workflow.id())
                .bind("version", workflow.version())
                .mapTo(String.class)
                .one();
        if (!stored.equals(sha256)) {
            throw new WorkflowException(source + ": workflow " + workflow.id() + " version " + workflow.version()
                    + " is stored already with another content, and issues run in it. Raise workflow.version.");
        }
        return workflow;
    }

    @Override
    public Workflow get(Transaction transaction, String id, int version) {
        return read.computeIfAbsent(new Version(id, version), wanted -> read(transaction, wanted));
    }

    @Override
    public Set<IssueState> states(Transaction transaction, Predicate<StateDefinition> test) {
        return transaction
                .handle()
                .createQuery("select id, version from workflows")
                .map((row, context) -> new Version(row.getString("id"), row.getInt("version")))
                .list()
                .stream()
                .flatMap(version -> get(transaction, version.id(), version.version()).states().values().stream())
                .filter(test)
                .map(StateDefinition::slug)
                .collect(Collectors.toSet());
    }

    @Override
    public Optional<Workflow> newest(Transaction transaction, String id) {
        return transaction
                .handle()
                .createQuery("select max(version) from workflows where id = :id having max(version) is not null")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .map(version -> get(transaction, id, version));
    }

    @Override
    public Optional<String> yaml(Transaction transaction, String id, int version) {
        return transaction
                .handle()
                .createQuery("select yaml from workflows where id = :id and version = :version")
                .bind("id", id)
                .bind("version", version)
                .mapTo(String.class)
                .findOne();
    }

    @Override
    public List<StoredWorkflow> all(Transaction transaction) {
        return transaction
                .handle()
                .createQuery("""
                        select w.id, w.version, w.loaded_at,
                          (select count(*) from issues i
                           where i.workflow_id = w.id and i.workflow_version = w.version
                             and i.state not in ('done', 'cancelled')) as issues
                        from workflows w order by w.id, w.version
                        """)
                .map((row, context) -> new StoredWorkflow(
                        row.getString("id"),
                        row.getInt("version"),
                        row.getObject("loaded_at", OffsetDateTime.class).toInstant(),
                        row.getLong("issues")))
                .list();
    }

    private static Workflow read(Transaction transaction, Version wanted) {
        return transaction
                .handle()
                .createQuery("select yaml from workflows where id = :id and version = :version")
                .bind("id", wanted.id())
                .bind("version", wanted.version())
                .mapTo(String.class)
                .findOne()
                .map(yaml ->
                        WorkflowParser.parseStored(yaml, "stored workflow " + wanted.id() + " v" + wanted.version()))
                .orElseThrow(() -> new WorkflowException("Workflow " + wanted.id() + " version " + wanted.version()
                        + " is not stored. Store it before an issue is registered in it."));
    }

    private record Version(String id, int version) {}
}
