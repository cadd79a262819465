package io.colony.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.ChangeFeed;
import io.colony.engine.status.ChangeMark;
import io.colony.engine.status.ChangeTopic;
import io.colony.engine.status.Changes;
import io.colony.engine.status.StoreUnavailableException;
import io.colony.testkit.SampleStore;
import io.colony.testkit.TestDatabase;
import io.colony.web.live.ChangeHub.Pace;
import io.colony.web.live.ChangeHub.Place;
import io.colony.web.live.Signal.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers of changes are told, over a real store that can be made to go away. */
class ChangeHubIT {
    private static final long LONG = TimeUnit.SECONDS.toNanos(10);
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(400);
    private static final IssueKey ISSUE = new IssueKey("acme/shop", 2);

    private final TestDatabase database = TestDatabase.create();
    private final Breakable feed = new Breakable(ChangeFeed.postgres(database.database()));

    @SuppressWarnings("NullAway.Init")
    private ChangeHub hub;

    private boolean settled;

    private static final class Breakable implements ChangeFeed {
        private final ChangeFeed store;
        private volatile boolean broken;

        private Breakable(ChangeFeed store) {
            this.store = store;
        }

        @Override
        public ChangeMark now() {
            check();
            return store.now();
        }

        @Override
        public Changes since(ChangeMark mark) {
            check();
            return store.since(mark);
        }

        private void check() {
            if (broken) {
                throw new StoreUnavailableException("away", new IllegalStateException("away"));
            }
        }
    }

    @BeforeEach
    void open() {
        SampleStore.fill(database);
        hub = hub(3);
    }

    @AfterEach
    void close() {
        hub.close();
        database.close();
    }

    @Test
    void eachIsToldWhatItWaitsForAndNothingElse() throws Exception {
        Place audit = begun(Interest.in(ChangeTopic.AUDIT));
        Place issue = begun(Interest.in(ISSUE));
        Place other = begun(Interest.in(new IssueKey("acme/shop", 3)));

        change(2);

        assertThat(audit.next(LONG).kind()).isEqualTo(Kind.CHANGE);
        assertThat(issue.next(LONG).kind()).isEqualTo(Kind.CHANGE);
        assertThat(other.next(SHORT).kind()).isEqualTo(Kind.QUIET);
    }

    @Test
    void whoComesBackIsToldWhatHappenedMeanwhile() throws Exception {
        Place first = begun(Interest.in(ISSUE));
        change(2);
        String seen = first.id(first.next(LONG));
        first.close();
        Place watch = begun(Interest.in(ISSUE));
        change(2);
        watch.next(LONG);

        Place back = join(Interest.in(ISSUE), Optional.of(seen));

        assertThat(back.next(LONG).kind()).isEqualTo(Kind.HELLO);
        assertThat(back.next(LONG).kind()).isEqualTo(Kind.CHANGE);
        assertThat(back.next(SHORT).kind()).isEqualTo(Kind.QUIET);
    }

    @Test
    void whoWasAwayTooLongOrWithAnotherProcessLooksAtEverything() throws Exception {
        Place watch = begun(Interest.in(ISSUE));
        change(2);
        String old = watch.id(watch.next(LONG));
        for (int i = 0; i < 5; i++) {
            change(2);
            assertThat(watch.next(LONG).kind()).isEqualTo(Kind.CHANGE);
        }

        for (String id : List.of(old, "0badcafe-1", "nonsense", "-1")) {
            assertThat(join(Interest.in(ISSUE), Optional.of(id)).next(LONG).kind())
                    .as(id)
                    .isEqualTo(Kind.RESYNC);
        }
    }

    @Test
    void whoDoesNotListenHoldsNobodyAndIsToldToLookAtEverything() throws Exception {
        Place slow = begun(Interest.in(ISSUE));
        Place quick = begun(Interest.in(ISSUE));
        for (int i = 0; i < 5; i++) {
            change(2);
            assertThat(quick.next(LONG).kind()).isEqualTo(Kind.CHANGE);
        }

        assertThat(slow.next(LONG).kind()).isEqualTo(Kind.RESYNC);
    }

    @Test
    void aStoreThatGoesAwayIsSaidOnceAndLookedAtAnewWhenItIsBack() throws Exception {
        Place reader = begun(Interest.in(ISSUE));
        feed.broken = true;
        assertThat(reader.next(LONG).kind()).isEqualTo(Kind.AWAY);
        assertThat(reader.next(SHORT).kind()).isEqualTo(Kind.QUIET);
        feed.broken = false;
        assertThat(reader.next(LONG).kind()).isEqualTo(Kind.RESYNC);
    }

    @Test
    void onlySoManyReadAtOnceAndAFreePlaceIsGivenAgain() {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < ChangeHub.MOST_READERS; i++) {
            places.add(ask("reader-" + i).orElseThrow());
        }
        assertThat(ask("another")).isEmpty();

        places.getFirst().close();
        places.getFirst().close();

        assertThat(ask("another")).isPresent();
        assertThat(hub.readers()).isEqualTo(ChangeHub.MOST_READERS);
    }

    @Test
    void onePersonDoesNotShutTheOthersOut() {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < ChangeHub.MOST_OF_ONE; i++) {
            places.add(ask("greedy").orElseThrow());
        }
        assertThat(ask("greedy")).isEmpty();
        assertThat(ask("another")).isPresent();

        places.getFirst().close();
        places.getFirst().close();

        assertThat(ask("greedy")).isPresent();
        assertThat(ask("greedy")).isEmpty();
    }

    private Optional<Place> ask(String login) {
        return hub.join(login, Interest.all(), Optional.empty());
    }

    @Test
    void theEndIsSaidToAll() throws Exception {
        Place reader = begun(Interest.all());

        hub.close();

        assertThat(reader.next(LONG).kind()).isEqualTo(Kind.END);
        assertThat(ask("alice")).isEmpty();
    }

    private ChangeHub hub(int kept) {
        return new ChangeHub(
                feed,
                new Pace(
                        TimeUnit.MILLISECONDS.toNanos(20),
                        0,
                        TimeUnit.MILLISECONDS.toNanos(20),
                        TimeUnit.MILLISECONDS.toNanos(100),
                        LONG,
                        kept));
    }

    /** Past what was in doubt when the hub began. */
    private Place begun(Interest interest) throws InterruptedException {
        Place place = join(interest, Optional.empty());
        assertThat(place.next(LONG).kind()).isEqualTo(Kind.HELLO);
        if (!settled) {
            settled = true;
            assertThat(place.next(LONG).kind()).isEqualTo(Kind.CHANGE);
        }
        return place;
    }

    private Place join(Interest interest, Optional<String> last) {
        return hub.join("alice", interest, last).orElseThrow();
    }

    private void change(int number) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into audit_log (tenant_id, at, actor, action, subject, detail)"
                    + " values (1, now(), 'operator:ada', 'x', 'acme/shop#" + number + "', '{}')");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
