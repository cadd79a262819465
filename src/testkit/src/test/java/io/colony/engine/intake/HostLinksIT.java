package io.colony.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.HostSignal.IssueChanged;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.Dependencies.Dependency;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the code host itself says that an issue waits for. */
class HostLinksIT {
    private final HostFixture colony = new HostFixture();
    private final ScriptedHost host = colony.host;

    @AfterEach
    void stop() {
        colony.close();
    }

    private static IssueKey key(long number) {
        return new IssueKey("acme/shop", number);
    }

    private Issue letIn(long number) {
        host.file(number, "olga", "colony");
        colony.news.told(
                "github", new IssueChanged(key(number), IssueChanged.Change.LABELED, "olga", Optional.of("colony")));
        return colony.find(key(number));
    }

    private List<IssueKey> waitsFor(Issue issue) {
        return colony
                .store
                .database
                .inTransaction(
                        transaction -> Dependencies.postgres(colony.store.clock).unmet(transaction, issue.id()))
                .stream()
                .map(Dependency::issue)
                .toList();
    }

    @Test
    void anIssueWaitsForWhatBlocksItThereAndForItsSubIssues() {
        letIn(1);
        letIn(2);
        host.blockers.put(key(3), List.of(key(1)));
        host.parts.put(key(3), List.of(key(2), key(1)));

        assertThat(waitsFor(letIn(3))).containsExactlyInAnyOrder(key(1), key(2));
    }

    @Test
    void whatIsNotKnownHereOrWouldGoInACircleIsNotWaitedFor() {
        host.blockers.put(key(1), List.of(key(1), key(2), key(99)));
        Issue first = letIn(1);
        host.blockers.put(key(2), List.of(key(1)));
        host.parts.put(key(2), List.of(key(2)));
        Issue second = letIn(2);

        assertThat(waitsFor(first)).as("2 was not known yet").isEmpty();
        assertThat(waitsFor(second)).containsExactly(key(1));
    }
}
