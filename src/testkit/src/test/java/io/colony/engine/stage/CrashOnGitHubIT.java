package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.github.CutGitHub.Act;
import io.colony.engine.issue.Issue;
import io.colony.testkit.github.git.GitCommit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A worker dies before, in and after each of its acts on GitHub, or lives on and gets no answer: whatever it was, the issue
 * is done in the end, by one pull request and one merge, counted where they are.
 */
@SuppressWarnings("NullAway.Init")
class CrashOnGitHubIT extends WithColony {
    private GitHubSide side;

    @Override
    @BeforeEach
    void start() {
        side = new GitHubSide(work);
        colony = new StageFixture(work, side.outside());
    }

    @Override
    @AfterEach
    void stop() {
        colony.close();
        side.close();
    }

    enum Effect {
        PUSH("ready-for-dev", "push", Act.PUSH),
        PULL_REQUEST("ready-for-dev", "openPullRequest", Act.OPEN_PULL_REQUEST),
        MERGE("merge-pending", "merge", Act.MERGE);

        private final String from;
        private final String method;
        private final Act act;

        Effect(String from, String method, Act act) {
            this.from = from;
            this.method = method;
            this.act = act;
        }
    }

    enum Moment {
        /** The intent is on record and nothing was sent. */
        BEFORE,
        /** GitHub has done it, and the worker is gone before the answer. */
        DURING,
        /** The answer came and is not on record. */
        AFTER,
        /** GitHub has done it, the connection ends, and the worker lives on. */
        UNANSWERED
    }

    static Stream<Arguments> moments() {
        return Stream.of(Effect.values())
                .flatMap(effect -> Stream.of(Moment.values()).map(moment -> Arguments.of(effect, moment)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("moments")
    void nothingIsDoneTwiceAndNothingThatWasDoneIsLost(Effect effect, Moment moment) {
        Issue issue = colony.reached(effect.from);
        inject(effect, moment);
        if (moment == Moment.UNANSWERED) {
            colony.worker.step();
        } else {
            colony.loseWorker(colony.worker::step);
        }
        colony.workOn();

        assertThat(colony.state(issue)).as(colony.reason(issue)).isEqualTo("done");
        assertOnePullRequest(issue);
        assertOneMerge(issue);
        assertThat(colony.list("select kind from forge_intents where state = 'open'"))
                .isEmpty();
        // Work that reached the host is not asked of an agent again.
        assertThat(colony.agent.asked("develop")).isEqualTo(effect == Effect.PUSH && moment == Moment.BEFORE ? 2 : 1);
    }

    private void inject(Effect effect, Moment moment) {
        switch (moment) {
            case BEFORE -> colony.forge.before(effect.method, CrashOnGitHubIT::die);
            case DURING -> side.cut.after(effect.act, CrashOnGitHubIT::die);
            case AFTER -> colony.forge.after(effect.method, CrashOnGitHubIT::die);
            case UNANSWERED -> side.cut.after(effect.act, CrashOnGitHubIT::hangUp);
        }
    }

    private static void die() {
        throw new HookedForge.Killed();
    }

    private static void hangUp() {
        throw new UncheckedIOException(new IOException("the connection was closed on purpose"));
    }

    private void assertOnePullRequest(Issue issue) {
        assertThat(side.did("POST .*/pulls")).hasSize(1);
        assertThat(colony.now(issue).pullRequest()).isPresent();
        assertThat(side.repository.git().branches("colony/")).hasSize(1);
        assertThat(colony.list("select distinct result ->> 'pull_request' from forge_intents"
                        + " where kind = 'pull-request' and state = 'done'"))
                .containsExactly(Long.toString(colony.now(issue).pullRequest().orElseThrow()));
    }

    private void assertOneMerge(Issue issue) {
        String main = side.repository.tip("main").orElseThrow();
        assertThat(side.did("PUT .*/merge")).hasSize(1);
        List<GitCommit> merges = side.repository.git().log(main, 100).stream()
                .filter(commit -> commit.parents().size() > 1)
                .toList();
        assertThat(merges).extracting(GitCommit::sha).containsExactly(main);
        assertThat(colony.now(issue).mergeSha()).contains(main);
        assertThat(side.repository.git().text(main, "greeting.txt")).contains("hello\nworld\n");
        assertThat(colony.forge.forge().issue(issue.key()).open()).isFalse();
    }
}
