package io.colony.engine.retrospective;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.evidence.EvidenceReport.Problem;
import io.colony.engine.retrospective.RetrospectiveFacts.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule on facts that it is about and, by way of all others, on facts that it is not about. */
class LessonRuleTest {
    private static final Optional<String> GREEN = Optional.of("pass");
    private static final Optional<String> RED = Optional.of("fail");

    static Stream<Arguments> cases() {
        return Stream.of(
                one(
                        "false-evidence",
                        Facts.attempts(Facts.falseEvidence(Problem.WRONG_HASH)),
                        "hash every file",
                        "a.txt"),
                one(
                        "rejected-attempt",
                        Facts.attempts(Facts.ended("rejected", "no file differs")),
                        "rejected before",
                        "no file"),
                one(
                        "red-gate",
                        Facts.gates(Facts.gate("fail", GREEN, false)),
                        "Gate 'tests' was red on the change: run it",
                        "3 failed"),
                one(
                        "person-asked",
                        Facts.people(Facts.act("request-changes", "smaller, please")),
                        "asked for changes",
                        "smaller"),
                one("person-asked", Facts.people(Facts.act("reimplement", "anew")), "started over", "anew"),
                one("person-asked", Facts.people(Facts.act("cancel", "no need")), "without merging", "no need"),
                one(
                        "review-finding",
                        Facts.findings(new Finding("major", Optional.of("a.txt"), "too long")),
                        "change of weight",
                        "a.txt: too long"),
                one(
                        "no-document",
                        Facts.attempts(Facts.failed("content", "no document")),
                        "one JSON document",
                        "no document"),
                one(
                        "no-document",
                        Facts.attempts(Facts.ended("unparseable", "half of one")),
                        "one JSON document",
                        "half"),
                one("stalled-agent", Facts.attempts(Facts.failed("stalled", "silent")), "fell silent", "silent"),
                one("ceiling-reached", Facts.attempts(Facts.failed("budget", "used up")), "ceiling", "used up"),
                one("needed-operator", Facts.attempts(Facts.failed("permanent", "no agent")), "operator", "no agent"),
                one(
                        "conflict",
                        Facts.attempts(Facts.conflict("a.txt", "b.txt")),
                        "keep edits there small",
                        "a.txt, b.txt"),
                one("unclear-issue", Facts.attempts(Facts.ended("unclear", "which one?")), "ask before", "which one?"),
                one("red-on-base", Facts.gates(Facts.gate("fail", RED, false)), "base branch as well", "3 failed"),
                one("flaky-gate", Facts.gates(Facts.gate("pass", Optional.empty(), true)), "is flaky", "3 failed"),
                one(
                        "gate-could-not-run",
                        Facts.gates(Facts.gate("could-not-run", Optional.empty(), false)),
                        "could not run",
                        "3 failed"));
    }

    private static Arguments one(String rule, RetrospectiveFacts facts, String advice, String quote) {
        return Arguments.of(rule, facts, advice, quote);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("cases")
    void exactlyThisRuleLearnsFromIt(String rule, RetrospectiveFacts facts, String advice, String quote) {
        List<Lesson> lessons = new Retrospection().of(facts).lessons();

        assertThat(lessons).singleElement().satisfies(lesson -> {
            assertThat(lesson.rule()).isEqualTo(rule);
            assertThat(lesson.advice()).contains(advice);
            assertThat(lesson.quote().text()).contains(quote);
            assertThat(lesson.times()).isEqualTo(1);
        });
    }

    @Test
    void everyRuleHasACaseAndANameOfItsOwn() {
        assertThat(LessonRule.all()).extracting(LessonRule::name).doesNotHaveDuplicates();
        assertThat(LessonRule.all())
                .extracting(LessonRule::name)
                .containsExactlyInAnyOrderElementsOf(
                        cases().map(each -> (String) each.get()[0]).distinct().toList());
    }

    @ParameterizedTest
    @EnumSource(value = Problem.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void evidenceIsCountedByWhatWasWrongWithIt(Problem problem) {
        List<Lesson> lessons = new FalseEvidence()
                .learn(Facts.attempts(Facts.falseEvidence(problem, problem), Facts.falseEvidence(problem)));

        assertThat(lessons).singleElement().satisfies(lesson -> {
            assertThat(lesson.times()).as("attempts, not claims").isEqualTo(2);
            assertThat(lesson.quote().text()).endsWith(problem.name());
        });
    }

    @Test
    void whatWentWellTeachesNothing() {
        RetrospectiveFacts well = new RetrospectiveFacts(
                Facts.ending(),
                List.of(Facts.ended("planned", "clear"), Facts.ended("submitted", "done"), Facts.lost()),
                List.of(),
                List.of(Facts.gate("pass", Optional.empty(), false)),
                List.of(Facts.act("approve", "good"), Facts.act("pause", "later")),
                List.of("a.txt"));

        assertThat(new Retrospection().of(well).lessons()).isEmpty();
    }

    @Test
    void aRedGateThatNothingIsKnownOfOnTheBaseIsNotBlamedOnTheChange() {
        assertThat(new RedGate().learn(Facts.gates(Facts.gate("fail", Optional.of("could-not-run"), false))))
                .isEmpty();
    }

    @Test
    void theGravestFindingsComeFirstAndTheSameOneCounts() {
        Finding minor = new Finding("minor", Optional.empty(), "a typo");
        Finding blocker = new Finding("blocker", Optional.empty(), "loses data");

        assertThat(new ReviewFinding().learn(Facts.findings(minor, blocker, minor)))
                .extracting(lesson -> lesson.quote().text() + " " + lesson.times())
                .containsExactly("loses data 1", "a typo 2");
    }

    @Test
    void findingsAreReadFromTheSentencesOfAStoredVerdict() {
        assertThat(Finding.ofText("Gate 'tests': 3 failed")).isEmpty();
        assertThat(Finding.ofText("blocker in a.txt: loses data"))
                .get()
                .extracting(Finding::severity)
                .isEqualTo("blocker");
        assertThat(Finding.ofText("Criterion \"x\" is not-met: y"))
                .get()
                .extracting(Finding::severity)
                .isEqualTo("criterion");
        assertThat(Finding.ofText("majority rules"))
                .get()
                .extracting(Finding::severity)
                .isEqualTo("note");
    }
}
