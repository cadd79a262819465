package io.colony.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Dependencies.Kind;
import io.colony.engine.issue.Issue;
import io.colony.engine.stage.StageFixture;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MayorIT {
    @TempDir
    Path work;

    private StageFixture colony;

    @BeforeEach
    void start() {
        colony = new StageFixture(work);
    }

    @AfterEach
    void stop() {
        colony.close();
    }

    @Test
    void anIssueIsAdmittedInOneTransactionWithoutARunOrACost() {
        Issue issue = colony.file("Add a greeting", "Please.");
        assertThat(colony.state(issue)).isEqualTo("new");
        assertThat(colony.mayor.run()).isEqualTo(1);

        assertThat(colony.state(issue)).isEqualTo("analyzing");
        assertThat(colony.list("select 1 from agent_runs")).isEmpty();
        assertThat(colony.list("select 1 from cost_events")).isEmpty();
        assertThat(colony.mayor.run()).isZero();
    }

    @Test
    void theSameTextAgainIsForAPersonWhoMayLetItThrough() {
        Issue first = colony.file("Add a greeting", "Please.");
        Issue second = colony.file("Add a greeting", "Please.");
        colony.mayor.run();

        assertThat(colony.state(first)).isEqualTo("analyzing");
        assertThat(colony.state(second)).isEqualTo("human-review-ready");
        assertThat(colony.reason(second)).contains(first.key().toString());
        assertThat(colony.event(second, "retry").state().slug()).isEqualTo("analyzing");
    }

    @Test
    void whatTheTextSaysItDependsOnIsWaitedForAndCirclesAreRefusedByName() {
        Issue first = colony.file("First", "Please. Blocked by #2.");
        Issue second = colony.file("Second", "Depends on #1 and acme/shop#77.");
        assertThat(second.key().number()).isEqualTo(2);
        colony.mayor.run();

        assertThat(colony.state(first)).isEqualTo("dependency-blocked");
        assertThat(colony.reason(first)).isEqualTo("Waits for acme/shop#2.");
        assertThat(colony.state(second)).isEqualTo("analyzing");
        assertThat(colony.reason(second))
                .contains(
                        "It cannot wait for acme/shop#1: this would close a circle: acme/shop#2 waits for acme/shop#1"
                                + " waits for acme/shop#2.",
                        "It names acme/shop#77, which is not known here");

        colony.event(second, "merged-by-person");
        colony.mayor.run();
        assertThat(colony.state(first)).isEqualTo("new");
    }

    @Test
    void theSameTextAsAnIssueThatEndedIsNoDuplicate() {
        Issue first = colony.file("Add a greeting", "Please.");
        colony.event(first, "cancel");
        Issue second = colony.file("Add a greeting", "Please.");
        colony.mayor.run();

        assertThat(colony.state(second)).isEqualTo("analyzing");
    }

    @Test
    void anIssueWaitsForWhatItDependsOnAndGoesOnWhenThatIsDone() {
        Issue first = colony.file("First", "1");
        Issue second = colony.file("Second", "2");
        depends(second, first);
        colony.mayor.run();
        assertThat(colony.state(second)).isEqualTo("dependency-blocked");
        assertThat(colony.reason(second)).isEqualTo("Waits for " + first.key() + ".");
        assertThat(colony.mayor.run()).isZero();

        colony.event(first, "merged-by-person");
        colony.mayor.run();
        assertThat(colony.state(second)).isEqualTo("new");
        colony.mayor.run();
        assertThat(colony.state(second)).isEqualTo("analyzing");
    }

    @Test
    void anIssueWhoseDependencyWasCancelledNeedsAnOperator() {
        Issue first = colony.file("First", "1");
        Issue second = colony.file("Second", "2");
        depends(second, first);
        colony.mayor.run();
        colony.event(first, "cancel");
        colony.mayor.run();

        assertThat(colony.state(second)).isEqualTo("failure-blocked");
        assertThat(colony.reason(second)).contains(first.key() + ", which was cancelled");
    }

    @Test
    void manyThatStillWaitDoNotHideOneThatMayGoOn() {
        Issue never = colony.file("Never", "0");
        for (int number = 1; number <= 40; number++) {
            depends(colony.file("Waits " + number, "w" + number), never);
        }
        Issue first = colony.file("First", "1");
        Issue last = colony.file("Last", "2");
        depends(last, first);
        while (colony.mayor.run() > 0) {
            assertThat(colony.state(never)).isEqualTo("analyzing");
        }
        assertThat(colony.state(last)).isEqualTo("dependency-blocked");
        colony.event(first, "merged-by-person");
        colony.mayor.run();

        assertThat(colony.state(last)).isEqualTo("new");
    }

    private void depends(Issue issue, Issue on) {
        colony.database.useTransaction(
                transaction -> colony.stores.dependencies().add(transaction, issue.id(), on.id(), Kind.BLOCKS, "body"));
    }
}
