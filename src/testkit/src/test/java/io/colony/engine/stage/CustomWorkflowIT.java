package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.intake.PullRequestFact;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.StartWorkflows;
import io.colony.engine.issue.StartWorkflows.Version;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A workflow that has next to nothing of the default one: no intake, analysis, claim, review or merge. */
class CustomWorkflowIT extends WithColony {
    private static final String SMALL = """
            schema_version: 1
            workflow: {id: small, name: Only builds, version: 1}
            intake: {initial_state: building, trigger_label: colony}
            states:
              building:
                type: active
                executor: builtin:develop
                on: {submitted: looked-at, unclear: looked-at, nothing-to-do: cancelled, rejected: $stay,
                     dependent: waiting}
              looked-at: {type: awaiting-human}
              waiting: {type: blocked, recovery: auto, on: {dependencies-done: building, dependency-cancelled: stuck}}
              stuck: {type: blocked, recovery: manual}
              done: {type: terminal}
              cancelled: {type: terminal}
            events:
              failure: {from: [building], to: stuck}
              merged-by-person: {from: $non-terminal, to: done}
              pr-closed: {from: $non-terminal, to: looked-at}
            operator_actions:
              retry: {to: {stuck: $resume, looked-at: $sender}}
            """;

    private void use() {
        colony.database.useTransaction(transaction -> {
            colony.stores.workflows().store(transaction, SMALL, "small.yaml");
            StartWorkflows.postgres()
                    .setForRepository(transaction, StageFixture.SLUG, Optional.of(new Version("small", 1)));
        });
    }

    @Test
    void theRepositorysOwnWorkflowIsWhatItsNewIssuesStartWith() {
        Issue before = colony.file("Add a greeting", "Please.");
        use();
        Issue issue = colony.file("Add a farewell", "Please do.");

        assertThat(colony.now(before).workflowId()).isEqualTo("colony-default");
        assertThat(issue.workflowId()).isEqualTo("small");
        assertThat(colony.path(issue)).containsExactly("building");

        colony.worker.step();
        assertThat(colony.path(issue)).containsExactly("building", "looked-at");
        PullRequest open = colony.pullRequest(issue);
        colony.mergeByHand(issue);
        colony.hostEvents()
                .pullRequest(
                        issue.key(), PullRequestFact.of(colony.local.pullRequest(StageFixture.SLUG, open.number())));
        assertThat(colony.state(issue)).isEqualTo("done");
    }

    @Test
    void waitingForOthersGoesByTheEventsThatAStateRoutesAndNotByItsName() {
        use();
        Issue first = colony.file("First", "One.");
        Issue second = colony.file("Second", "Two.");
        colony.database.useTransaction(transaction -> colony.stores
                .dependencies()
                .add(transaction, second.id(), first.id(), io.colony.engine.issue.Dependencies.Kind.BLOCKS, "body"));
        colony.execute("update tasks set priority = 5 where issue_id = ?", second.id());
        colony.worker.step();
        assertThat(colony.state(second)).isEqualTo("waiting");

        colony.event(first, "merged-by-person");
        colony.mayor.run();
        assertThat(colony.state(second)).isEqualTo("building");
    }

    @Test
    void anActionThatItDoesNotHaveIsRefusedAndSaysWhatThereIs() {
        use();
        Issue issue = colony.file("First", "One.");

        assertThat(act(issue, io.colony.engine.command.OperatorAction.PAUSE).text())
                .contains("no route 'pause' out of state 'building'", "Known there:");
        assertThat(colony.hostEvents().issueClosed(issue.key(), "ann"))
                .isInstanceOf(io.colony.engine.intake.HostDecision.Ignored.class);
    }
}
