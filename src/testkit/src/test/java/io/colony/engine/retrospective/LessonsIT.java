package io.colony.engine.retrospective;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import io.colony.engine.retrospective.Lessons.Learnt;
import io.colony.testkit.StoreFixture;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which retrospectives are found, and at what price. */
class LessonsIT {
    private final StoreFixture store = new StoreFixture();
    private final Lessons lessons = Lessons.postgres();

    @AfterEach
    void close() {
        store.close();
    }

    /** A retrospective with one lesson on these files. */
    private Issue taught(String... paths) {
        Issue issue = store.newIssue();
        store.execute("""
                insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at, closed_at)
                values (%d, %d, %d, 'develop', 'done', now(), now(), now())
                """.formatted(store.tenantId, store.repositoryId, issue.id()));
        store.execute("""
                insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at)
                select %d, max(id), 'develop', 1, 1, %d, now() from tasks
                """.formatted(issue.id(), store.workerId));
        store.execute("""
                insert into attempt_artifacts (issue_id, run_id, kind, content, sha256, created_at)
                select issue_id, id, 'retrospective',
                  '{"lessons":[{"rule":"red-gate","advice":"Run it.","quote":"3 failed","times":1}]}',
                  repeat('0', 64), now() from agent_runs where issue_id = %d
                """.formatted(issue.id()));
        store.execute("""
                insert into retrospectives (tenant_id, repository_id, issue_id, generation, ended_as, reason, ended_at,
                  last_version, artifact_id, lessons, made_at, next_at)
                select %d, %d, issue_id, 1, 'done', '', now(), 1, id, 1, now(), now() from attempt_artifacts
                where issue_id = %d
                """.formatted(store.tenantId, store.repositoryId, issue.id()));
        for (String path : paths) {
            store.execute("""
                    insert into issue_files (issue_id, generation, repository_id, path, source, retrospective_id, touched_at)
                    select issue_id, 1, repository_id, ?, 'changed', id, now() from retrospectives where issue_id = ?
                    """, path, issue.id());
        }
        return issue;
    }

    private List<Long> about(int most, String... paths) {
        return store
                .database
                .inTransaction(transaction -> lessons.about(transaction, store.repositoryId, 0, List.of(paths), most))
                .stream()
                .map(learnt -> learnt.issue().number())
                .toList();
    }

    @Test
    void theMostOverlappingComesFirstThenTheNewest() {
        long both = taught("a.txt", "src/b.txt").key().number();
        long old = taught("a.txt").key().number();
        long young = taught("a.txt").key().number();
        taught("c.txt");

        assertThat(about(10, "a.txt", "src/b.txt")).containsExactly(both, young, old);
        assertThat(about(2, "a.txt", "src/b.txt")).containsExactly(both, young);
        assertThat(about(0, "a.txt")).isEmpty();
    }

    @Test
    void aPathIsFoundByItselfByItsEndAndByItsName() {
        long issue = taught("src/tally/Words.java").key().number();

        assertThat(about(10, "src/tally/Words.java")).containsExactly(issue);
        assertThat(about(10, "tally/Words.java")).containsExactly(issue);
        assertThat(about(10, "Words.java")).containsExactly(issue);
        assertThat(about(10, "ly/Words.java")).isEmpty();
        assertThat(about(10, "words.java")).isEmpty();
        assertThat(about(10, "%", "_ords.java", "src")).isEmpty();
    }

    @Test
    void whatItTeachesComesAlong() {
        taught("a.txt");

        List<Learnt> learnt = store.database.inTransaction(
                transaction -> lessons.about(transaction, store.repositoryId, 0, List.of("a.txt"), 1));
        assertThat(learnt).singleElement().satisfies(each -> {
            assertThat(each.files()).containsExactly("a.txt");
            assertThat(each.lessons()).containsExactly(new Lesson("red-gate", "Run it.", new Quote("3 failed"), 1));
        });
    }

    @Test
    void anotherRepositoryTeachesNothing() {
        taught("a.txt");

        assertThat(store.database.<List<Learnt>>inTransaction(
                        transaction -> lessons.about(transaction, store.repositoryId + 1, 0, List.of("a.txt"), 9)))
                .isEmpty();
    }

    @Test
    void whatRetentionHasRemovedIsPassedOver() {
        long kept = taught("a.txt").key().number();
        Issue gone = taught("a.txt");
        store.execute("delete from attempt_artifacts where issue_id = ?", gone.id());

        assertThat(about(10, "a.txt")).containsExactly(kept);
        assertThat(store.query(Integer.class, "select count(*) from retrospectives"))
                .isEqualTo(2);
    }

    /** A file that every issue touches, among very many others: index entries are read, and few of them. */
    @Test
    void aLongHistoryIsNotReadThrough() {
        Issue issue = taught("CHANGELOG.md", "src/a.txt");
        store.execute("""
                insert into issue_files (issue_id, generation, repository_id, path, source, retrospective_id, touched_at)
                select %d, n + 1, %d, case n %% 3 when 0 then 'CHANGELOG.md' when 1 then 'dir' || n || '/index.ts'
                  else 'other' || n || '.txt' end, 'changed', (select max(id) from retrospectives), now()
                from generate_series(1, 200000) n
                """.formatted(issue.id(), store.repositoryId));
        store.execute("analyze issue_files");

        String plan = String.join(
                "\n",
                store.database.<List<String>>inTransaction(transaction -> transaction
                        .handle()
                        .createQuery("explain (analyze, timing off, summary off) " + PostgresLessons.QUERY)
                        .bindArray("paths", String.class, "CHANGELOG.md", "index.ts", "src/a.txt")
                        .bind("repository", store.repositoryId)
                        .bind("issue", 0)
                        .bind("most", 3)
                        .mapTo(String.class)
                        .list()));

        assertThat(plan).doesNotContain("Seq Scan on issue_files").contains("issue_files_lessons_by_path");
        assertThat(plan.lines()
                        .filter(line -> line.contains("issue_files_lessons"))
                        .map(line -> line.replaceAll(".*actual.* rows=([0-9.]+) .*", "$1")))
                .allSatisfy(rows -> assertThat(Double.parseDouble(rows)).isLessThanOrEqualTo(50));
    }
}
