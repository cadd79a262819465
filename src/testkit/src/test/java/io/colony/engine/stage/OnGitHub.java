package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An issue that Colony works on, on a simulated GitHub that is heard of by webhooks or, where these are lost, by the poll. */
@SuppressWarnings("NullAway.Init")
abstract class OnGitHub extends WithColony {
    GitHubSide side;
    HostLoop loop;
    Way way;

    /** How it is heard. */
    enum Way {
        WEBHOOK,
        POLL
    }

    @Override
    @BeforeEach
    void start() {
        side = new GitHubSide(work);
        colony = new StageFixture(work, side.outside());
        loop = new HostLoop(colony, operatorStores());
    }

    @Override
    @AfterEach
    void stop() {
        loop.close();
        colony.close();
        side.close();
    }

    void by(Way chosen) {
        way = chosen;
        if (way == Way.WEBHOOK) {
            side.github.addHook(side.repository, loop.url(), List.of(HostLoop.SECRET));
        }
        hear();
    }

    void hear() {
        hearAfter(Duration.ofSeconds(61));
    }

    void hearAfter(Duration time) {
        while (colony.deliver() > 0) {
            // What is told to the host is heard of as well.
        }
        colony.clock.advance(time);
        switch (way) {
            case WEBHOOK -> {
                side.github.awaitQuiet(Duration.ofSeconds(20));
                loop.processWebhooks();
            }
            case POLL -> loop.pollAll();
        }
    }

    /** An issue that ann filed and labelled, in this state, with all that led there told and heard. */
    Issue in(String state) {
        long number = side.ann().openIssue("Add a greeting", "Please.", "colony");
        hear();
        assertThat(colony.mayor.run()).isEqualTo(1);
        Issue issue = colony.database
                .inTransaction(transaction ->
                        colony.stores.issues().find(transaction, new IssueKey(StageFixture.SLUG, number)))
                .orElseThrow();
        for (int step = 0; step < 20 && !colony.state(issue).equals(state); step++) {
            assertThat(colony.worker.step()).isTrue();
        }
        assertThat(colony.state(issue)).isEqualTo(state);
        hear();
        assertThat(colony.state(issue)).as("our own doing changes nothing").isEqualTo(state);
        return colony.now(issue);
    }

    Issue waitingForAPerson() {
        review(AgentWork.verdict("APPROVE", "not-verifiable"));
        return in("human-review-ready");
    }

    void goOn() {
        for (int round = 0; round < 3; round++) {
            colony.workOn();
            hear();
        }
    }

    void assertMovedBy(Issue issue, String state, String reason) {
        assertThat(colony.state(issue)).as(colony.path(issue).toString()).isEqualTo(state);
        assertThat(colony.reason(issue)).contains(reason);
        assertThat(colony.actor(issue)).isEqualTo(way == Way.WEBHOOK ? "forge:ann" : "forge:somebody");
    }

    void assertDoneByOneMerge(Issue issue) {
        assertThat(colony.state(issue)).as(colony.reason(issue)).isEqualTo("done");
        assertThat(side.did("PUT .*/merge")).hasSize(1);
        assertThat(colony.now(issue).mergeSha()).isEqualTo(side.repository.tip("main"));
        assertThat(labels(issue)).contains("colony:done");
        assertThat(open(issue)).isFalse();
    }

    List<String> labels(Issue issue) {
        return colony.forge.forge().issue(colony.now(issue).key()).labels();
    }

    boolean open(Issue issue) {
        return colony.forge.forge().issue(colony.now(issue).key()).open();
    }

    String branch(Issue issue) {
        return colony.now(issue).branch().orElseThrow();
    }

    long pull(Issue issue) {
        return colony.now(issue).pullRequest().orElseThrow();
    }
}
