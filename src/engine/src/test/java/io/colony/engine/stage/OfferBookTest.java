package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.stage.HostedWork.OfferedTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OfferBookTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final OfferBook book = new OfferBook();
    private final Set<OfferedTask> building = new HashSet<>();
    private Instant now = START;

    @Test
    void offersWhatIsDueOnce() {
        assertThat(look(task(1), task(2))).containsExactly(task(1), task(2));
        building.addAll(List.of(task(1), task(2)));
        assertThat(look(task(1), task(2))).isEmpty();
    }

    @Test
    void offersNothingThatABuildFromBeforeARestartWaitsFor() {
        building.add(task(1));
        assertThat(look(task(1))).isEmpty();
    }

    @Test
    void offersAgainAfterAPauseWhenTheBuildEndedWithoutClaiming() {
        look(task(1));
        assertThat(look(task(1))).isEmpty();
        now = now.plus(OfferBook.PAUSE).minusSeconds(1);
        assertThat(look(task(1))).isEmpty();
        now = now.plusSeconds(1);
        assertThat(look(task(1))).containsExactly(task(1));
    }

    @Test
    void pausesLongerEachTimeButNeverForLong() {
        Duration before = Duration.ZERO;
        look(task(1));
        for (int i = 0; i < 12; i++) {
            Duration pause = untilOffered(task(1));
            assertThat(pause).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(OfferBook.LONGEST_PAUSE);
            before = pause;
        }
        assertThat(before).isEqualTo(OfferBook.LONGEST_PAUSE);
    }

    @Test
    void takesANewEpochForANewOffer() {
        look(task(1));
        OfferedTask later = new OfferedTask(1, new IssueKey("acme/shop", 1), "Title", "develop", 2, 8);
        assertThat(look(later)).containsExactly(later);
    }

    @Test
    void forgetsWhatIsDueNoMore() {
        look(task(1));
        look();
        assertThat(look(task(1))).containsExactly(task(1));
    }

    @Test
    void letsOnlySoManyWaitForALabelAndKeepsTheOrder() {
        OfferedTask[] many =
                LongStream.rangeClosed(1, 25).mapToObj(OfferBookTest::task).toArray(OfferedTask[]::new);
        List<OfferedTask> first = look(many);
        assertThat(first)
                .hasSize(OfferBook.WAITING)
                .startsWith(task(1), task(2))
                .endsWith(task(OfferBook.WAITING));
        building.addAll(first);
        assertThat(look(many)).isEmpty();
        building.remove(task(3));
        OfferedTask[] rest =
                LongStream.rangeClosed(4, 25).mapToObj(OfferBookTest::task).toArray(OfferedTask[]::new);
        assertThat(look(rest)).containsExactly(task(21), task(22), task(23));
    }

    @Test
    void doesNotLetOneLabelKeepAnotherWaiting() {
        for (long id = 1; id <= OfferBook.WAITING; id++) {
            building.add(task(id));
        }
        OfferedTask merge = new OfferedTask(99, new IssueKey("acme/shop", 99), "Title", "merge", 1, 1);
        List<OfferedTask> due = new ArrayList<>(building);
        due.add(merge);
        assertThat(look(due.toArray(OfferedTask[]::new))).containsExactly(merge);
    }

    /** How long it is from when its build is seen to be gone until it is offered again. */
    private Duration untilOffered(OfferedTask task) {
        Instant gone = now;
        assertThat(look(task)).isEmpty();
        while (look(task).isEmpty()) {
            now = now.plusSeconds(1);
        }
        return Duration.between(gone, now);
    }

    private List<OfferedTask> look(OfferedTask... due) {
        return book.next(List.of(due), building::contains, OfferedTask::stage, now);
    }

    private static OfferedTask task(long id) {
        return new OfferedTask(id, new IssueKey("acme/shop", id), "Title", "develop", 1, 7);
    }
}
