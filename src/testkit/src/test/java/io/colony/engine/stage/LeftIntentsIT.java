package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Intents;
import io.colony.engine.forge.LeftIntents;
import io.colony.engine.forge.SideEffects;
import io.colony.engine.issue.Issue;
import org.junit.jupiter.api.Test;

/** Found by chaos: a worker died in its push, a person cancelled the issue, and nobody looked what had become of the push. */
class LeftIntentsIT extends WithColony {
    @Test
    void whatAnEndedIssuesLastWorkerDidIsLookedUp() {
        Issue issue = diedInItsPush();
        colony.event(issue, "cancel");

        assertThat(chore().run()).isEqualTo(1);
        assertThat(colony.list("select state || ' ' || (result ->> 'answer') from forge_intents"))
                .containsExactly("done found");
        assertThat(chore().run()).isZero();
    }

    @Test
    void aMergeIsLookedUpOnceTheIssueIsDoneByAPersonsMergeAndIsTheMarshalsBefore() {
        Issue issue = colony.reached("merge-pending");
        colony.forge.after("merge", () -> {
            throw new HookedForge.Killed();
        });
        colony.loseWorker(() -> colony.worker.step());
        colony.event(issue, "pause");
        assertThat(chore().run()).isZero();
        colony.event(issue, "merged-by-person");

        assertThat(chore().run()).isEqualTo(1);
        assertThat(colony.list("select state || ' ' || (result ->> 'answer') from forge_intents where kind = 'merge'"))
                .containsExactly("done found");
    }

    @Test
    void whatTheNextAttemptLooksUpIsLeftToIt() {
        diedInItsPush();

        assertThat(chore().run()).isZero();
    }

    @Test
    void anActThatMayBeUnderWayIsLeftToItsActor() {
        Issue issue = colony.reached("ready-for-dev");
        colony.forge.after("push", () -> {
            colony.event(issue, "cancel");
            assertThat(chore().run()).isZero();
        });
        colony.worker.step();

        assertThat(colony.list("select state || ' ' || (result ->> 'answer') from forge_intents"))
                .containsExactly("done pushed");
    }

    private Issue diedInItsPush() {
        Issue issue = colony.reached("ready-for-dev");
        colony.forge.after("push", () -> {
            throw new HookedForge.Killed();
        });
        colony.loseWorker(() -> colony.worker.step());
        assertThat(colony.list("select state from forge_intents")).containsExactly("open");
        return issue;
    }

    private LeftIntents chore() {
        SideEffects sideEffects = new SideEffects(
                colony.database, Intents.postgres(), colony.forge.forge(), (task, epoch) -> false, colony.clock);
        return new LeftIntents(colony.database, Intents.postgres(), sideEffects, colony.clock, StageFixture.LEASE);
    }
}
