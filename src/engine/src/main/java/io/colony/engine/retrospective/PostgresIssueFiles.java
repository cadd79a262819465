package io.colony.engine.retrospective;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Issue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;

final class PostgresIssueFiles implements IssueFiles {
    private static final int LONGEST_PATH_BYTES = 1_000;

    @Override
    public void changed(Transaction transaction, Issue issue, Collection<String> paths, Instant at) {
        add(transaction, new Place(issue.id(), issue.generation(), issue.repositoryId(), "changed"), paths, at);
    }

    /** Whose files they are, and how that is known. */
    record Place(long issueId, int generation, long repositoryId, String source) {}

    void add(Transaction transaction, Place place, Collection<String> paths, Instant at) {
        List<String> kept = paths.stream()
                .filter(PostgresIssueFiles::storable)
                .distinct()
                .limit(MOST)
                .toList();
        if (kept.isEmpty()) {
            return;
        }
        transaction
                .handle()
                .createUpdate("""
                        insert into issue_files (issue_id, generation, repository_id, path, source, touched_at)
                        select :issue, :generation, :repository, path, :source, :at from unnest(:paths) as p(path)
                        limit greatest(0, :most - (
                          select count(*) from issue_files where issue_id = :issue and generation = :generation))
                        on conflict (issue_id, generation, path) do nothing
                        """)
                .bind("issue", place.issueId())
                .bind("generation", place.generation())
                .bind("repository", place.repositoryId())
                .bind("source", place.source())
                .bind("most", MOST)
                .bindArray("paths", String.class, kept.toArray())
                .bind("at", at.atOffset(ZoneOffset.UTC))
                .execute();
    }

    private static boolean storable(String path) {
        return !path.isEmpty()
                && path.indexOf('\0') < 0
                && path.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH_BYTES;
    }

    @Override
    public List<String> of(Transaction transaction, long issueId) {
        return transaction
                .handle()
                .createQuery("""
                        select distinct path from issue_files where issue_id = :issue order by path limit :most
                        """)
                .bind("issue", issueId)
                .bind("most", MOST)
                .mapTo(String.class)
                .list();
    }
}
