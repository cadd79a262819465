package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.ForgeException;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class GovernorTest {
    private static final Call READ = Scripted.get("/x");
    private static final Call WRITE = Call.write("POST", Scripted.API.at("/x"), Optional.empty());

    private final Scripted github = new Scripted();
    private final Wire wire = github.wire();

    @Test
    void keepsAReserveForWhatIsWritten() {
        left(100);
        wire.exchange(READ);
        assertThat(wire.usage().remaining()).contains(100);

        assertWait(() -> wire.exchange(READ), Duration.ofMinutes(30));

        left(99);
        wire.exchange(WRITE);
        assertThat(github.asked).hasSize(2);
        assertThat(wire.usage().held()).isEqualTo(1);
    }

    @Test
    void readsAgainAfterTheReset() {
        left(3);
        wire.exchange(READ);
        github.advance(Duration.ofMinutes(30));
        github.then(200, "{}");

        assertThatCode(() -> wire.exchange(READ)).doesNotThrowAnyException();
    }

    @Test
    void sendsNothingWhereNothingIsLeft() {
        left(0);
        wire.exchange(WRITE);

        assertWait(() -> wire.exchange(WRITE), Duration.ofMinutes(30));
        assertThat(github.asked).hasSize(1);
    }

    @Test
    void saysHowLongThePrimaryLimitLasts() {
        github.then(
                403,
                "{\"message\":\"API rate limit exceeded for user ID 1.\"}",
                "x-ratelimit-limit",
                "1000",
                "x-ratelimit-remaining",
                "0",
                "x-ratelimit-reset",
                reset());

        assertWait(() -> wire.exchange(READ), Duration.ofMinutes(30));
        assertWait(() -> wire.exchange(WRITE), Duration.ofMinutes(30));
        assertThat(github.asked).hasSize(1);
    }

    @Test
    void staysAwayAsLongAsTheSecondaryLimitAsks() {
        github.then(403, "{\"message\":\"You have exceeded a secondary rate limit.\"}", "Retry-After", "120");

        assertWait(() -> wire.exchange(WRITE), Duration.ofMinutes(2));
        github.advance(Duration.ofSeconds(50));
        assertWait(() -> wire.exchange(READ), Duration.ofSeconds(70));
        assertThat(github.asked).hasSize(1);
    }

    @Test
    void doublesTheMinuteWhereNoTimeIsNamed() {
        String words = "{\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes.\"}";
        for (int minutes : new int[] {1, 2, 4}) {
            github.then(403, words, "x-ratelimit-remaining", "4000");
            assertWait(() -> wire.exchange(READ), Duration.ofMinutes(minutes));
            github.advance(Duration.ofMinutes(minutes));
        }
        github.then(200, "{}");
        wire.exchange(READ);
        github.then(429, "{}");
        assertWait(() -> wire.exchange(READ), Duration.ofMinutes(1));
    }

    @Test
    void answersThatComeOutOfOrderDoNotRaiseWhatIsLeft() {
        left(500);
        wire.exchange(READ);
        left(501);
        wire.exchange(READ);

        assertThat(wire.usage().remaining()).contains(500);
    }

    @Test
    void theLimitOfGraphqlIsAnother() {
        github.then(
                200,
                "{}",
                "x-ratelimit-limit",
                "1000",
                "x-ratelimit-remaining",
                "0",
                "x-ratelimit-reset",
                reset(),
                "x-ratelimit-resource",
                "graphql");
        Call graphql = new Call("POST", Scripted.API.graphql(), Optional.of("{}"), Lane.ACT, true, Optional.empty());
        wire.exchange(graphql);
        github.then(200, "{}");

        assertThatCode(() -> wire.exchange(READ)).doesNotThrowAnyException();
        assertWait(() -> wire.exchange(graphql), Duration.ofMinutes(30));
    }

    private void left(int remaining) {
        github.then(
                200,
                "{}",
                "x-ratelimit-limit",
                "1000",
                "x-ratelimit-remaining",
                Integer.toString(remaining),
                "x-ratelimit-reset",
                reset());
    }

    private String reset() {
        return Long.toString(github.instant().plus(Duration.ofMinutes(30)).getEpochSecond());
    }

    private static void assertWait(ThrowingCallable act, Duration wait) {
        assertThatThrownBy(act).isInstanceOfSatisfying(ForgeException.class, failure -> {
            assertThat(failure.worthRetrying()).isTrue();
            assertThat(failure.retryAfter()).contains(wait);
        });
    }
}
