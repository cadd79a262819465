package io.colony.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.Dependencies.Kind;
import io.colony.engine.issue.Issue;
import io.colony.engine.stage.StageFixture;
import io.colony.engine.status.StatusQueries;
import io.colony.engine.status.Why;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More issues than {@link IntakeRate} lets in wait for their part of the hour; none is lost, and nobody else waits for them. */
class IntakePaceIT {
    private static final IntakeRate TWO_OF_EACH = new IntakeRate(2, 0);

    @TempDir
    Path work;

    private StageFixture colony;

    @BeforeEach
    void start() {
        colony = new StageFixture(work);
    }

    @AfterEach
    void stop() {
        colony.close();
    }

    @Test
    void whatIsTooMuchOfOneAuthorWaitsForItsPartOfTheHourAndSaysWhy() {
        Mayor mayor = colony.mayorAt(TWO_OF_EACH);
        List<Issue> flood = file(5, "mallory");
        Issue other = file(1, "mona").getFirst();
        runOut(mayor);

        assertThat(states(flood)).containsExactly("analyzing", "analyzing", "new", "new", "new");
        assertThat(colony.state(other)).isEqualTo("analyzing");
        Why why = StatusQueries.postgres(colony.database, colony.clock)
                .why(flood.get(2).key())
                .orElseThrow();
        assertThat(why.sentence())
                .contains("2 issues an hour of mallory in acme/shop (intake.per_author)", "goes on at")
                .startsWith("The Mayor");

        colony.clock.advance(Duration.ofMinutes(29));
        assertThat(mayor.run()).isZero();
        colony.clock.advance(Duration.ofMinutes(2));
        runOut(mayor);
        assertThat(states(flood)).containsExactly("analyzing", "analyzing", "analyzing", "new", "new");
        colony.clock.advance(Duration.ofHours(1));
        runOut(mayor);
        assertThat(states(flood)).containsOnly("analyzing");
    }

    @Test
    void aLoginInOtherLettersIsTheSameAuthor() {
        file(2, "Mallory");
        List<Issue> more = file(1, "mALLORY");
        runOut(colony.mayorAt(TWO_OF_EACH));

        assertThat(states(more)).containsExactly("new");
    }

    @Test
    void aRepositoryHasARateOfItsOwnWhoeverFiles() {
        Mayor mayor = colony.mayorAt(new IntakeRate(0, 3));
        List<Issue> issues = new ArrayList<>();
        List.of("ann", "bob", "eve", "kim").forEach(author -> issues.addAll(file(1, author)));
        runOut(mayor);

        assertThat(states(issues)).containsExactly("analyzing", "analyzing", "analyzing", "new");
    }

    @Test
    void whatIsHeldForItsAuthorUsesUpNothingOfTheRepository() {
        Mayor mayor = colony.mayorAt(new IntakeRate(1, 3));
        List<Issue> flood = file(8, "mallory");
        List<Issue> others = new ArrayList<>(file(1, "bob"));
        others.addAll(file(1, "kim"));
        runOut(mayor);

        assertThat(states(flood)).containsOnlyOnce("analyzing");
        assertThat(states(others)).containsOnly("analyzing");
    }

    @Test
    void whatWaitsForAnotherOrSaysTheSameUsesUpNothing() {
        Mayor mayor = colony.mayorAt(TWO_OF_EACH);
        Issue first = colony.file("First", "Please.");
        Issue same = colony.file("First", "Please.");
        Issue waits = colony.file("Waits", "Depends on #1.");
        Issue last = colony.file("Last", "Please, too.");
        runOut(mayor);

        assertThat(states(List.of(first, same, waits, last)))
                .containsExactly("analyzing", "human-review-ready", "dependency-blocked", "analyzing");
    }

    @Test
    void partsOfAnEpicComeWithinItsOwnMoney() {
        Mayor mayor = colony.mayorAt(new IntakeRate(1, 1));
        Issue epic = colony.file("Epic", "All of it");
        List<Issue> parts = file(3, "colony");
        colony.database.useTransaction(transaction -> parts.forEach(
                part -> colony.stores.dependencies().add(transaction, epic.id(), part.id(), Kind.CHILD, "plan")));
        runOut(mayor);

        assertThat(states(parts)).containsOnly("analyzing");
        assertThat(colony.state(epic)).isEqualTo("analyzing");
    }

    /** Two processes share the rate: their transactions meet at one row, and neither ends in a deadlock. */
    @Test
    void twoMayorsLetInNoMoreThanOne() throws Exception {
        IntakeRate rate = new IntakeRate(7, 10);
        List<Issue> issues = new ArrayList<>(file(40, "mallory"));
        issues.addAll(file(40, "bob"));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> both = new ArrayList<>();
            for (int number = 0; number < 2; number++) {
                Mayor mayor = colony.mayorAt(rate);
                both.add(threads.submit(() -> runOut(mayor)));
            }
            for (Future<?> one : both) {
                one.get();
            }
        }
        assertThat(states(issues)).filteredOn("analyzing"::equals).hasSize(10);
        assertThat(states(issues.subList(0, 40)))
                .filteredOn("analyzing"::equals)
                .hasSizeLessThanOrEqualTo(7);
    }

    private List<Issue> file(int count, String author) {
        List<Issue> issues = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            issues.add(colony.file("Entry " + number + " of " + author, "Please " + number + ", " + author, author));
        }
        return issues;
    }

    private List<String> states(List<Issue> issues) {
        return issues.stream().map(colony::state).toList();
    }

    private static void runOut(Mayor mayor) {
        int looks = 0;
        while (mayor.run() > 0) {
            assertThat(++looks).as("looks of one Mayor").isLessThan(100);
        }
    }
}
