package io.colony.engine.retrospective;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.database.Json;
import io.colony.engine.evidence.EvidenceReport.Problem;
import io.colony.engine.ledger.Usd;
import io.colony.engine.retrospective.RetrospectiveFacts.Attempt;
import io.colony.engine.retrospective.RetrospectiveFacts.Finding;
import io.colony.engine.retrospective.RetrospectiveFacts.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RetrospectionTest {
    private final Retrospection retrospection = new Retrospection();

    @Test
    void addsUpByStageAndRoleAndSaysWhatBroughtNothing() {
        Retrospective.Cost cost = retrospection
                .of(Facts.attempts(
                        Facts.ended("submitted", "done"),
                        Facts.falseEvidence(Problem.MISSING),
                        Facts.failed("stalled", "silent"),
                        Facts.lost()))
                .cost();

        assertThat(cost.total()).isEqualTo(Usd.of("0.40"));
        assertThat(cost.wasted()).isEqualTo(Usd.of("0.30"));
        assertThat(cost.shares()).singleElement().satisfies(share -> {
            assertThat(share.stage() + " " + share.role() + " " + share.attempts())
                    .isEqualTo("develop Builder 4");
            assertThat(share.wasted()).isEqualTo(Usd.of("0.30"));
        });
    }

    @Test
    void waitingIsNoAttempt() {
        assertThat(retrospection
                        .of(Facts.attempts(Facts.ended("parked", "checks")))
                        .tried())
                .isEmpty();
    }

    @Test
    void theDiffIsBelievedBeforeTheClaims() {
        Attempt claiming = withClaims("claimed/a.txt", "../../etc/passwd", "not a path");
        RetrospectiveFacts pushed = new RetrospectiveFacts(
                Facts.ending(), List.of(claiming), List.of(), List.of(), List.of(), List.of("real.txt"));

        assertThat(retrospection.of(pushed).files()).containsExactly("real.txt");
        assertThat(retrospection.of(Facts.attempts(claiming)).files()).containsExactly("claimed/a.txt");
    }

    private static Attempt withClaims(String... paths) {
        Attempt plain = Facts.ended("rejected", "no");
        return new Attempt(
                1,
                "develop",
                1,
                plain.endKind(),
                plain.outcome(),
                plain.failureClass(),
                plain.reason(),
                plain.role(),
                plain.cost(),
                false,
                List.of(),
                List.of(),
                List.of(paths));
    }

    /** Whatever an issue went through, what it leaves is small, and the sum of its parts is its cost. */
    @Property(tries = 60)
    void isBoundedWhateverTheFacts(@ForAll @IntRange(max = 400) int count, @ForAll @Size(max = 40) List<String> words) {
        List<String> texts = words.isEmpty() ? List.of("x".repeat(50_000)) : words;
        RetrospectiveFacts facts = new RetrospectiveFacts(
                Facts.ending(),
                many(
                        count,
                        at -> at % 2 == 0
                                ? Facts.failed("stalled", text(texts, at))
                                : Facts.ended("rejected", text(texts, at))),
                many(count, at -> new Finding("major", Optional.of(text(texts, at)), text(texts, at) + at)),
                many(count, at -> new Gate(text(texts, at), "fail", Optional.of("pass"), false, text(texts, at))),
                many(count, at -> Facts.act("request-changes", text(texts, at))),
                many(count, at -> "src/file" + at + ".txt"));

        Retrospective made = retrospection.of(facts);

        assertThat(Json.text(RetrospectiveJson.of(made)).length()).isLessThan(60_000);
        assertThat(made.tried().size() + made.attemptsLeftOut()).isEqualTo(count);
        assertThat(made.files().size() + made.filesLeftOut()).isEqualTo(count);
        assertThat(made.cost().shares().stream().map(Retrospective.Share::total).reduce(Usd.ZERO, Usd::plus))
                .isEqualTo(made.cost().total());
        assertThat(made.lessons()).hasSizeLessThanOrEqualTo(Retrospection.MOST_LESSONS);
    }

    private static String text(List<String> texts, int at) {
        return texts.get(at % texts.size());
    }

    private static <T> List<T> many(int count, Function<Integer, T> make) {
        return new ArrayList<>(IntStream.range(0, count).boxed().map(make).toList());
    }
}
