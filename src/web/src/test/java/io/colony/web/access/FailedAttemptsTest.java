package io.colony.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.testkit.SettableClock;
import io.colony.web.access.FailedAttempts.Attempt;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-05T12:00:00Z"));
    private final FailedAttempts failures = new FailedAttempts(clock);

    @Test
    void afterTenFailuresALoginIsNotHeardFromThatAddressUntilTheWindowEnds() {
        Attempt ann = new Attempt("192.0.2.1", "ann", true);
        for (int failure = 0; failure < FailedAttempts.OF_BOTH; failure++) {
            assertThat(failures.begin(ann)).as("failure %d", failure).isEmpty();
        }

        assertThat(failures.begin(ann)).contains(FailedAttempts.WINDOW);
        assertThat(failures.begin(new Attempt("192.0.2.1", "bob", true))).isEmpty();
        assertThat(failures.begin(new Attempt("192.0.2.2", "ann", true))).isEmpty();
        clock.advance(FailedAttempts.WINDOW.minusSeconds(1));
        assertThat(failures.begin(ann)).contains(Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(failures.begin(ann)).isEmpty();
    }

    @Test
    void anAddressIsNotHeardWhateverLoginsItTries() {
        for (int failure = 0; failure < FailedAttempts.OF_ADDRESS; failure++) {
            assertThat(failures.begin(new Attempt("192.0.2.1", "user" + failure, true)))
                    .isEmpty();
        }

        assertThat(failures.begin(new Attempt("192.0.2.1", "ann", true))).isPresent();
        assertThat(failures.begin(new Attempt("192.0.2.1", "", false))).isPresent();
        assertThat(failures.begin(new Attempt("192.0.2.9", "ann", true))).isEmpty();
    }

    @Test
    void aPasswordIsNotGuessedFromEverywhereAndATokensOwnerIsNotLockedOutByThat() {
        for (int failure = 0; failure < FailedAttempts.OF_LOGIN; failure++) {
            assertThat(failures.begin(new Attempt("192.0.2." + failure, "ann", true)))
                    .isEmpty();
        }

        assertThat(failures.begin(new Attempt("198.51.100.1", "ann", true))).isPresent();
        assertThat(failures.begin(new Attempt("198.51.100.1", "ann", false))).isEmpty();
    }

    @Test
    void whoComesInMayMistypeAgainButHidesNobodyElsesFailures() {
        Attempt ann = new Attempt("192.0.2.1", "ann", true);
        for (int round = 0; round < 3; round++) {
            for (int failure = 1; failure < FailedAttempts.OF_BOTH; failure++) {
                assertThat(failures.begin(ann)).isEmpty();
            }
            assertThat(failures.begin(ann)).isEmpty();
            failures.succeeded(ann);
        }

        // Of the address 27 have failed: three more are heard.
        for (int failure = 0; failure < 3; failure++) {
            assertThat(failures.begin(new Attempt("192.0.2.1", "bob", true))).isEmpty();
        }
        assertThat(failures.begin(new Attempt("192.0.2.1", "bob", true))).isPresent();
    }

    @Test
    void whatWasNotLookedAtDoesNotCount() {
        Attempt ann = new Attempt("192.0.2.1", "ann", true);
        for (int failure = 0; failure < 1_000; failure++) {
            assertThat(failures.begin(ann)).isEmpty();
            failures.undo(ann);
        }
        assertThat(failures.remembered()).isZero();
    }

    @Test
    void aFloodOfAddressesTakesNoMoreMemoryThanItMay() {
        for (int address = 0; address < 20_000; address++) {
            failures.begin(new Attempt("address-" + address, "ann" + address, true));
        }
        assertThat(failures.remembered()).isEqualTo(10_000);
    }
}
