package io.colony.engine.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.database.DatabaseException;
import io.colony.engine.forge.github.GitHubSignals;
import io.colony.engine.intake.HostFixture;
import io.colony.engine.intake.webhook.Webhooks.Sent;
import io.colony.engine.queue.WakeUp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEntranceIT {
    private final HostFixture colony = new HostFixture();
    private final WebhookEntrance entrance = colony.entrance();

    @AfterEach
    void stop() {
        colony.close();
    }

    private long stored() {
        return colony.count("select count(*) from webhook_deliveries");
    }

    @Test
    void storesOnceWhatIsSignedWithEitherSecretAndWakesTheProcessor() {
        long ticket = colony.store.wakeUp.ticket();
        Sent sent = Webhooks.comment(1, 5);
        Sent old = Webhooks.signed("issues", UUID.randomUUID().toString(), sent.body(), HostFixture.OLD_SECRET);

        assertThat(sent.to(entrance).result()).isEqualTo(WebhookResult.ACCEPTED);
        assertThat(colony.store.wakeUp.ticket()).isGreaterThan(ticket);
        assertThat(sent.to(entrance).result()).isEqualTo(WebhookResult.DUPLICATE);
        assertThat(old.to(entrance).result())
                .as("the same bytes under another id are a replay")
                .isEqualTo(WebhookResult.DUPLICATE);

        assertThat(stored()).isEqualTo(1);
        assertThat(entrance.counts())
                .containsEntry(WebhookResult.ACCEPTED, 1L)
                .containsEntry(WebhookResult.DUPLICATE, 2L);
    }

    @Test
    void whatIsNothingToActOnIsNotedAndDoneWith() {
        assertThat(Webhooks.of("ping", "'zen': 'x'").to(entrance).result()).isEqualTo(WebhookResult.IRRELEVANT);
        assertThat(colony.count("select count(*) from webhook_deliveries where processed_at is not null"))
                .isEqualTo(1);
        assertThat(colony.work()).isZero();
    }

    @Test
    void withoutASecretItIsClosed() {
        WebhookEntrance closed = colony.entrance(List.of(io.colony.engine.secret.Secret.empty()), 1000);

        WebhookAnswer answer = Webhooks.comment(1, 5).to(closed);

        assertThat(answer.result()).isEqualTo(WebhookResult.CLOSED);
        assertThat(answer.text()).contains("webhooks.secret_file");
        assertThat(stored()).isZero();
    }

    @Test
    void aForgedOneIsRefusedWhateverIsWrongWithIt() {
        Sent good = Webhooks.comment(1, 5);
        Sent unsigned = new Sent(good.event(), good.delivery(), Optional.empty(), good.type(), good.body());

        assertThat(unsigned.to(entrance).result()).isEqualTo(WebhookResult.FORGED);
        assertThat(good.signedWith("sha256=" + "0".repeat(64)).to(entrance).result())
                .isEqualTo(WebhookResult.FORGED);
        assertThat(Webhooks.signed(
                                "issues",
                                good.delivery(),
                                good.body(),
                                io.colony.engine.secret.Secret.of("guessed, guessed"))
                        .to(entrance)
                        .result())
                .isEqualTo(WebhookResult.FORGED);
        assertThat(stored()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "text/plain", "application/jsonp", ""})
    void onlyJsonIsReadAndTheHookIsSaidHowToBeSet(String type) {
        WebhookAnswer answer = Webhooks.comment(1, 5).ofType(type).to(entrance);

        assertThat(answer.result()).isEqualTo(WebhookResult.UNSUPPORTED);
        assertThat(answer.text()).contains("content type application/json");
    }

    @ParameterizedTest
    @CsvSource({"Issues, 0", "issues; drop, 0", "'', 0", "issues, 1"})
    void headersOfAnotherFormAreRefused(String event, int badId) {
        Sent good = Webhooks.comment(1, 5);
        Sent odd =
                new Sent(event, badId == 1 ? "1' or '1" : good.delivery(), good.signature(), good.type(), good.body());

        assertThat(odd.to(entrance).result()).isEqualTo(WebhookResult.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "null", "{} {}", "\u0000", "{\"a\":NaN}"})
    void whatIsNoJsonObjectIsRefused(String body) {
        Sent odd = Webhooks.signed(
                "issues", UUID.randomUUID().toString(), body.getBytes(StandardCharsets.UTF_8), HostFixture.SECRET);

        assertThat(odd.to(entrance).result()).isEqualTo(WebhookResult.MALFORMED);
        assertThat(stored()).isZero();
    }

    @Test
    void nothingIsReadBeyondTheLimit() throws Exception {
        WebhookEntrance small = colony.entrance(List.of(HostFixture.SECRET), 1_000);
        long[] read = new long[1];
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 'x';
            }

            @Override
            public int read(byte[] target, int from, int length) {
                read[0] += length;
                return length;
            }
        };
        Sent good = Webhooks.comment(1, 5);
        WebhookHeaders headers = new WebhookHeaders(
                Optional.of(good.event()),
                Optional.of(good.delivery()),
                good.signature(),
                Optional.of(good.type()),
                OptionalLong.empty());

        assertThat(small.receive(headers, endless).result()).isEqualTo(WebhookResult.OVERSIZED);
        assertThat(read[0]).isLessThanOrEqualTo(1_001);

        WebhookHeaders stated = new WebhookHeaders(
                headers.event(),
                headers.delivery(),
                headers.signature(),
                headers.contentType(),
                OptionalLong.of(1_001));
        read[0] = 0;
        assertThat(small.receive(stated, endless).result()).isEqualTo(WebhookResult.OVERSIZED);
        assertThat(read[0]).isZero();
    }

    /** Nobody may read it. */
    private static final InputStream UNREAD = new InputStream() {
        @Override
        public int read() {
            throw new AssertionError("It was read.");
        }

        @Override
        public int read(byte[] target, int from, int length) {
            return read();
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"", "sha1=0", "sha256=", "sha256=0g"})
    void whatNoSecretCanHaveSignedIsNotRead(String signature) throws Exception {
        Sent good = Webhooks.comment(1, 5);
        WebhookHeaders headers = new WebhookHeaders(
                Optional.of(good.event()),
                Optional.of(good.delivery()),
                Optional.of(signature).filter(some -> !some.isEmpty()),
                Optional.of(good.type()),
                OptionalLong.of(100));

        assertThat(entrance.receive(headers, UNREAD).result()).isEqualTo(WebhookResult.FORGED);
    }

    @Test
    void aBodyHasSoMuchTimeAndNoMore() throws Exception {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        WebhookEntrance timed = timed(nanos);
        Sent good = Webhooks.comment(1, 5);
        InputStream slow =
                byByte(good, () -> nanos.addAndGet(Duration.ofSeconds(1).toNanos()));

        assertThat(timed.receive(headers(good), slow).result()).isEqualTo(WebhookResult.SLOW);
        assertThat(good.body().length - slow.available()).isEqualTo(15);
        // Who sends nothing is given up by the container, which is no fault of ours.
        assertThat(timed.receive(headers(good), silent(nanos, Duration.ofSeconds(30)))
                        .result())
                .isEqualTo(WebhookResult.SLOW);
        assertThatThrownBy(() -> timed.receive(headers(good), silent(nanos, Duration.ofSeconds(1))))
                .isInstanceOf(IOException.class);
        assertThat(timed.receive(headers(good), new ByteArrayInputStream(good.body()))
                        .result())
                .isEqualTo(WebhookResult.ACCEPTED);
    }

    /** The code host does not send again what was refused. */
    @Test
    void aClockThatIsSetWhileABodyComesMakesItNoSlowOne() throws Exception {
        Sent good = Webhooks.comment(1, 5);
        InputStream meanwhile = byByte(good, () -> colony.store.clock.advance(Duration.ofMinutes(1)));

        assertThat(entrance.receive(headers(good), meanwhile).result()).isEqualTo(WebhookResult.ACCEPTED);
    }

    private WebhookEntrance timed(AtomicLong nanos) {
        return new WebhookEntrance(
                GitHubSignals.FORGE,
                new GitHubSignals(),
                new WebhookSettings(List.of(HostFixture.SECRET), 100_000),
                colony.deliveries,
                colony.store.wakeUp,
                colony.store.clock,
                nanos::get);
    }

    private static WebhookHeaders headers(Sent sent) {
        return new WebhookHeaders(
                Optional.of(sent.event()),
                Optional.of(sent.delivery()),
                sent.signature(),
                Optional.of(sent.type()),
                OptionalLong.of(sent.body().length));
    }

    private static InputStream byByte(Sent sent, Runnable before) {
        return new ByteArrayInputStream(sent.body()) {
            @Override
            public synchronized int read(byte[] target, int from, int length) {
                before.run();
                return super.read(target, from, 1);
            }
        };
    }

    private static InputStream silent(AtomicLong nanos, Duration until) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                nanos.addAndGet(until.toNanos());
                throw new IOException("idle");
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                return read();
            }
        };
    }

    @Test
    void aBodyOfManyPiecesIsTheSameBody() throws Exception {
        String filler = "x".repeat(70_000);
        Sent good = Webhooks.of("issue_comment", "'action': 'created', 'filler': '" + filler + "'");
        for (OptionalLong stated :
                java.util.List.of(OptionalLong.empty(), OptionalLong.of(good.body().length), OptionalLong.of(17_000))) {
            WebhookHeaders headers = new WebhookHeaders(
                    Optional.of(good.event()),
                    Optional.of(good.delivery()),
                    good.signature(),
                    Optional.of(good.type()),
                    stated);

            assertThat(entrance.receive(headers, new ByteArrayInputStream(good.body()))
                            .result()
                            .good())
                    .isTrue();
        }
    }

    @Test
    void aBodyOfExactlyTheLimitIsLetIn() {
        Sent good = Webhooks.comment(1, 5);

        assertThat(good.to(colony.entrance(List.of(HostFixture.SECRET), good.body().length))
                        .result())
                .isEqualTo(WebhookResult.ACCEPTED);
        assertThat(Webhooks.comment(1, 6)
                        .to(colony.entrance(List.of(HostFixture.SECRET), good.body().length - 1))
                        .result())
                .isEqualTo(WebhookResult.OVERSIZED);
    }

    @Test
    void nulAndHalfASurrogatePairAreStoredAsSomethingElse() {
        Sent odd = Webhooks.of(
                "issues",
                "'action': 'labeled', 'issue': {'number': 3}, 'label': {'name': 'a\\u0000b'}, 'x': '\\ud800'");

        assertThat(odd.to(entrance).result()).isEqualTo(WebhookResult.ACCEPTED);
        assertThat(stored()).isEqualTo(1);
    }

    /** Nothing can be stored. */
    private static final class StoreAway implements Deliveries {
        @Override
        public WebhookResult add(NewDelivery delivery, java.time.Instant now) {
            throw new DatabaseException("No connection to the store.", new IllegalStateException("down"));
        }

        @Override
        public Optional<Claimed> claim(
                io.colony.engine.database.Transaction transaction,
                java.util.Set<String> forges,
                java.time.Instant now,
                java.time.Instant leaseUntil) {
            return Optional.empty();
        }

        @Override
        public boolean done(
                io.colony.engine.database.Transaction transaction,
                Claimed claimed,
                String result,
                java.time.Instant now) {
            return false;
        }

        @Override
        public boolean failed(
                io.colony.engine.database.Transaction transaction,
                Claimed claimed,
                String error,
                java.time.Instant nextAt) {
            return false;
        }

        @Override
        public void defer(io.colony.engine.database.Transaction transaction, Deferred item, java.time.Instant now) {
            throw new DatabaseException("No connection to the store.");
        }

        @Override
        public void lookedAt(
                io.colony.engine.database.Transaction transaction,
                String forge,
                long repositoryId,
                java.util.Collection<Long> numbers,
                java.time.Instant now) {
            throw new DatabaseException("No connection to the store.");
        }

        @Override
        public boolean aside(
                io.colony.engine.database.Transaction transaction,
                Claimed claimed,
                String error,
                java.time.Instant now) {
            return false;
        }
    }

    @Test
    void whileTheStoreIsAwayTheCodeHostIsToldToSendItAgain() {
        WebhookEntrance broken = new WebhookEntrance(
                "github",
                new GitHubSignals(),
                new WebhookSettings(List.of(HostFixture.SECRET), 10_000),
                new StoreAway(),
                WakeUp.inProcess(),
                colony.store.clock);
        Sent sent = Webhooks.comment(1, 5);

        assertThat(sent.to(broken).result()).isEqualTo(WebhookResult.STORE_AWAY);
        assertThat(sent.to(entrance).result()).isEqualTo(WebhookResult.ACCEPTED);
    }
}
