package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Forge;
import io.colony.engine.issue.Issue;
import io.colony.engine.recovery.sentinel.SentinelLoop;
import io.colony.testkit.github.rest.Requests;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What GitHub is asked while issues wait and webhooks tell what happens, counted over hours of a clock. */
@SuppressWarnings("NullAway.Init")
class PollCountIT extends WithColony {
    private static final Logger LOG = LoggerFactory.getLogger(PollCountIT.class);
    private static final String CHANGES = "GET /repos/{owner}/{repo}/issues";
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int MINUTES = 120;

    private GitHubSide side;
    private HostLoop loop;
    private SentinelLoop sentinel;

    @Override
    @BeforeEach
    void start() {
        side = new GitHubSide(work);
        colony = new StageFixture(work, side.outside());
        loop = new HostLoop(colony, operatorStores());
        side.github.addHook(side.repository, loop.url(), List.of(HostLoop.SECRET));
        sentinel = new SentinelFixture(colony).leader("a");
    }

    @Override
    @AfterEach
    void stop() {
        loop.close();
        colony.close();
        side.close();
    }

    private void pass(int minutes) {
        for (long left = minutes * 60L; left > 0; left -= STEP.toSeconds()) {
            colony.clock.advance(STEP);
            loop.processWebhooks();
            loop.pollAll();
            sentinel.step();
            colony.deliver();
        }
    }

    @Test
    void aRepositoryIsAskedOnceAMinuteAndTheRestGoneOverOnceAnHour() {
        review(AgentWork.verdict("APPROVE", "not-verifiable"));
        Issue waits = colony.reached("human-review-ready");
        colony.file("Another thing", "Please.");
        pass(70);
        side.github.requests().reset();
        pass(MINUTES);
        Requests asked = side.github.requests();
        LOG.info(
                "in {} minutes: {}, {} answered 304; {}", MINUTES, asked.total(), asked.notModified(), asked.byRoute());

        // One a minute for what changed; twice, over the hours, all else that nobody tells of.
        assertThat(asked.of(CHANGES)).isLessThanOrEqualTo(MINUTES + 2);
        assertThat(asked.total()).isLessThanOrEqualTo(MINUTES + 2 * 6);
        // A branch without protection of the older kind is answered 404, which has no ETag.
        assertThat(asked.total() - asked.notModified())
                .as("what costs something; %s", asked.byRoute())
                .isLessThanOrEqualTo(2);
        assertThat(colony.state(waits)).isEqualTo("human-review-ready");
    }

    @Test
    void aWebhookIsActedOnWithoutWaitingForThePoll() {
        review(AgentWork.verdict("APPROVE", "not-verifiable"));
        Issue waits = colony.reached("human-review-ready");
        pass(2);
        Forge.PullRequest pull = colony.pullRequest(waits);
        side.ann().merge(pull.number());
        side.github.awaitQuiet(Duration.ofSeconds(20));
        loop.processWebhooks();

        assertThat(colony.state(waits)).isEqualTo("done");
    }
}
