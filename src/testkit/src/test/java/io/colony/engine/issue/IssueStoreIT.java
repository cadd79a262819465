package io.colony.engine.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.database.Transaction;
import io.colony.engine.issue.Dependencies.Added;
import io.colony.engine.issue.Dependencies.Dependency;
import io.colony.engine.issue.Dependencies.Kind;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.WorkflowException;
import io.colony.engine.workflow.Workflows;
import io.colony.testkit.StoreFixture;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IssueStoreIT {
    private final StoreFixture store = new StoreFixture();
    private final Dependencies dependencies = Dependencies.postgres(store.clock);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findsAnIssueByItsKey() {
        Issue issue = store.newIssue();

        Optional<Issue> found =
                store.database.inTransaction(transaction -> store.issues.find(transaction, issue.key()));
        Optional<Issue> none = store.database.inTransaction(
                transaction -> store.issues.find(transaction, new IssueKey("acme/shop", 99)));

        assertThat(found).contains(issue);
        assertThat(none).isEmpty();
        assertThatThrownBy(() -> store.issue(99)).hasMessageContaining("no issue with the id 99");
    }

    @Test
    void registersAKeyOnceAndOnlyInItsRepository() {
        Issue issue = store.newIssue();

        assertThatThrownBy(() -> create(issue.key())).hasMessageContaining("Issue acme/shop#1 was not registered");
        assertThatThrownBy(() -> create(new IssueKey("acme/other", 5))).hasMessageContaining("no repository");
    }

    @Test
    void answersTheNewestSnapshotAndKeepsTheOlder() {
        Issue issue = store.newIssue();
        assertThatThrownBy(() -> snapshot(issue)).hasMessageContaining("no accepted text yet");
        add(issue, "first");
        add(issue, "second");

        assertThat(snapshot(issue).bodyNormalised()).isEqualTo("second");
        // printf 'A title\nsecond' | sha256sum
        assertThat(snapshot(issue).sha256())
                .isEqualTo("83ce56e1d8834fa186d7b034980516da2c15d9662696a785d6728a2addd136aa");
        assertThat(store.query(Long.class, "select count(*) from issue_snapshots"))
                .isEqualTo(2);
        assertThatThrownBy(() -> store.execute("update issue_snapshots set title = 'x'"))
                .hasMessageContaining("append-only");
    }

    @Test
    void refusesACycleAndNamesIt() {
        Issue one = store.newIssue();
        Issue two = store.newIssue();
        Issue three = store.newIssue();
        assertThat(depend(one, two, Kind.BLOCKS)).isEqualTo(new Added.Recorded());
        assertThat(depend(one, two, Kind.BLOCKS)).isEqualTo(new Added.Known());
        assertThat(depend(two, three, Kind.CHILD)).isEqualTo(new Added.Recorded());

        Added cycle = depend(three, one, Kind.BLOCKS);

        assertThat(cycle).isEqualTo(new Added.Cycle(List.of(three.key(), one.key(), two.key(), three.key())));
        assertThat(((Added.Cycle) cycle).reason())
                .isEqualTo("this would close a circle: acme/shop#3 waits for acme/shop#1 waits for acme/shop#2 waits"
                        + " for acme/shop#3.");
        assertThat(depend(one, one, Kind.BLOCKS)).isEqualTo(new Added.Cycle(List.of(one.key(), one.key())));
        assertThat(store.query(Long.class, "select count(*) from issue_dependencies"))
                .isEqualTo(2);
    }

    @Test
    void tellsWhatAnIssueWaitsForUntilItIsDoneOrWaived() {
        Issue epic = store.newIssue();
        Issue merged = store.newIssue();
        Issue closed = store.newIssue();
        Issue child = store.newIssue();
        depend(epic, merged, Kind.BLOCKS);
        depend(epic, closed, Kind.BLOCKS);
        depend(epic, child, Kind.CHILD);
        assertThat(in(transaction -> dependencies.unmet(transaction, epic.id())))
                .extracting(Dependency::issue)
                .containsExactly(merged.key(), closed.key());
        assertThat(in(transaction -> dependencies.children(transaction, epic.id())))
                .extracting(Dependency::issue)
                .containsExactly(child.key());
        assertThat(in(transaction -> dependencies.dependents(transaction, child.id())))
                .extracting(Dependency::issue)
                .containsExactly(epic.key());

        move(merged, "merged-by-person");
        move(closed, "issue-closed");
        List<Dependency> unmet = in(transaction -> dependencies.unmet(transaction, epic.id()));
        assertThat(unmet).extracting(Dependency::state).containsExactly(IssueState.CANCELLED);

        store.database.useTransaction(
                transaction -> dependencies.waive(transaction, epic.id(), "ann", Dependencies.Lost.CANCELLED));
        assertThat(in(transaction -> dependencies.unmet(transaction, epic.id())))
                .isEmpty();
        assertThat(in(transaction -> dependencies.dependents(transaction, closed.id())))
                .extracting(Dependency::waivedBy)
                .containsExactly(Optional.of("ann"));
    }

    @Test
    void aStoredWorkflowVersionNeverChanges() {
        String yaml = Workflows.colonyDefaultYaml();
        store.database.useTransaction(transaction -> store.workflows.store(transaction, yaml, "same.yaml"));

        assertThatThrownBy(() -> store.database.useTransaction(transaction ->
                        store.workflows.store(transaction, yaml.replace("colony\n", "bots\n"), "other.yaml")))
                .isInstanceOf(WorkflowException.class)
                .hasMessageStartingWith("other.yaml: workflow colony-default version 2 is stored already")
                .hasMessageContaining("Raise workflow.version");
        assertThatThrownBy(() -> store.database.useTransaction(
                        transaction -> store.workflows.get(transaction, "colony-default", 99)))
                .hasMessageContaining("Workflow colony-default version 99 is not stored");
    }

    private void create(IssueKey key) {
        store.database.useTransaction(transaction -> store.issues.create(
                transaction,
                new NewIssue(
                        store.tenantId,
                        store.repositoryId,
                        key,
                        "A title",
                        "ann",
                        store.workflow.id(),
                        store.workflow.version(),
                        0,
                        "main",
                        store.clock.instant())));
    }

    private IssueSnapshot snapshot(Issue issue) {
        return store.database.<IssueSnapshot>inTransaction(
                transaction -> store.issues.snapshot(transaction, issue.id()));
    }

    private void add(Issue issue, String body) {
        store.database.useTransaction(transaction -> store.issues.addSnapshot(
                transaction, new NewSnapshot(issue.id(), "A title", body, body, false, "ann", store.clock.instant())));
    }

    private Added depend(Issue issue, Issue on, Kind kind) {
        return store.database.<Added>inTransaction(
                transaction -> dependencies.add(transaction, issue.id(), on.id(), kind, "body"));
    }

    private void move(Issue issue, String event) {
        TransitionRequest request = TransitionRequest.event(issue, event, Actor.forge("ann"), "because");
        store.database.useTransaction(transaction ->
                assertThat(store.transitions.apply(transaction, request)).isInstanceOf(TransitionResult.Applied.class));
    }

    private List<Dependency> in(Function<Transaction, List<Dependency>> function) {
        return store.database.inTransaction(function);
    }
}
