package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflows;
import io.colony.testkit.SampleStore;
import io.colony.testkit.SettableClock;
import io.colony.testkit.StoreFixture;
import io.colony.testkit.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoardIT {
    @Test
    void hasTheStatesOfTheWorkflowInItsOrderWithTheirIssues() {
        try (TestDatabase test = TestDatabase.create()) {
            SampleStore.fill(test);
            Board board = Board.postgres(test.database(), new SettableClock(SampleStore.NOW));

            List<BoardColumn> columns = board.columns(Optional.empty());

            assertThat(columns)
                    .extracting(BoardColumn::state)
                    .containsExactlyElementsOf(
                            Workflows.colonyDefault().states().keySet());
            assertThat(columns.stream().mapToLong(BoardColumn::issues).sum()).isEqualTo(10);
            assertThat(columns).allSatisfy(column -> assertThat(column.cards()).hasSize((int) column.issues()));
            BoardCard building = column(columns, "in-development").cards().getFirst();
            assertThat(building.key()).hasToString("acme/shop#3");
            assertThat(building.worker()).contains("builder-1");
            assertThat(building.running()).isTrue();
            BoardCard parked = column(columns, "ready-for-dev").cards().getFirst();
            assertThat(parked.running()).isFalse();
            assertThat(parked.waitsFor())
                    .hasValueSatisfying(what -> assertThat(what).contains("silent"));
            assertThat(column(columns, "done").cards())
                    .extracting(card -> card.key().toString() + " " + card.cost() + " " + card.reworkRounds())
                    .containsExactly("acme/shop#2 $0.22125 1", "acme/shop#1 $0.00 0");
            assertThat(column(columns, "done").group()).isEqualTo(StateGroup.DONE);
        }
    }

    @Test
    void ofOneRepositoryShowsItsIssuesAlone() {
        try (TestDatabase test = TestDatabase.create()) {
            SampleStore.fill(test);
            Board board = Board.postgres(test.database(), new SettableClock(SampleStore.NOW));

            assertThat(board.columns(Optional.of("acme/docs")))
                    .flatExtracting(BoardColumn::cards)
                    .extracting(card -> card.key().toString())
                    .containsExactlyInAnyOrder("acme/docs#1", "acme/docs#2");
            assertThat(board.columns(Optional.of("acme/unknown")))
                    .allSatisfy(column -> assertThat(column.issues()).isZero());
        }
    }

    @Test
    void ofManyIssuesShowsThoseThatWaitLongestAndOfAnEndTheNewest() {
        try (StoreFixture store = new StoreFixture()) {
            Board board = Board.postgres(store.database, store.clock);
            assertThat(board.columns(Optional.empty()))
                    .hasSize(store.workflow.states().size());
            store.execute("""
                    insert into issues (tenant_id, repository_id, number, title, author, state, workflow_id,
                      workflow_version, base_branch, entered_at, created_at, updated_at)
                    select ?, ?, n, 'T', 'ann', (array['done', 'analyzing'])[1 + n % 2], 'colony-default', ?, 'main',
                      timestamptz '2026-01-01 00:00Z' + n * interval '1 minute', now(), now()
                    from generate_series(1, 100) n
                    """, store.tenantId, store.repositoryId, store.workflow.version());

            List<BoardColumn> columns = board.columns(Optional.of(StoreFixture.REPOSITORY));

            assertThat(column(columns, "analyzing").issues()).isEqualTo(50);
            assertThat(column(columns, "analyzing").cards())
                    .hasSize(BoardColumn.MOST)
                    .first()
                    .satisfies(card -> assertThat(card.key().number()).isEqualTo(1));
            assertThat(column(columns, "done").cards())
                    .hasSize(BoardColumn.MOST)
                    .first()
                    .satisfies(card -> assertThat(card.key().number()).isEqualTo(100));
        }
    }

    private static BoardColumn column(List<BoardColumn> columns, String state) {
        return columns.stream()
                .filter(column -> column.state().equals(new IssueState(state)))
                .findFirst()
                .orElseThrow();
    }
}
