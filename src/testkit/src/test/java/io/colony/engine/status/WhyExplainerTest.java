package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.WorkflowParser;
import io.colony.engine.workflow.Workflows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhyExplainerTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final Instant SINCE = NOW.minusSeconds(600);
    private static final IssueKey KEY = new IssueKey("acme/shop", 7);
    private static final Pattern COMMAND = Pattern.compile("(?<!then )/colony:([a-z-]+)");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unlabeled           | It is known, but nobody has asked Colony to work on it. | trigger label",
                "new                 | It waits in the queue for a free worker that runs develop. | any worker with lane develop",
                "planning            | It waits in the queue for a free worker that runs develop. | any worker",
                "analyzing           | It waits in the queue for a free worker that runs develop. | any worker",
                "ready-for-dev       | It waits in the queue for a free worker that runs develop. | any worker",
                "in-development      | It waits in the queue for a free worker that runs develop. | any worker",
                "changes-requested   | It waits in the queue for a free worker that runs develop. | any worker",
                "in-review           | It waits in the queue for a free worker that runs develop. | any worker",
                "merge-pending       | It waits in the queue for a free worker that runs develop. | any worker",
                "needs-clarification | It waits for an answer of its author ada: the reason. | ada (author)",
                "dependency-blocked  | It waits for acme/shop#3 (in state in-review). | when all dependencies are done",
                "failure-blocked     | It was stopped and needs an operator: the reason. | /colony:retry, which leads to ready-for-dev",
                "human-review-ready  | It waits for a person's decision on pull request #21: the reason. | /colony:approve 1111111111111111111111111111111111111111",
                "waiting-for-subtasks | It is an epic and waits for its parts: 1 of 2 are done. | whoever can move its parts",
                "done                | It is done: merged as commit 44444444 at 2026-01-05 11:50:00 UTC. | reopen the issue",
                "cancelled           | It was closed without merging: the reason. | reopen the issue",
                "paused              | It was paused by grace: the reason. | /colony:resume, which leads to ready-for-dev",
                "state-of-a-plugin   | It waits in the queue for a free worker that runs develop. | any worker",
            })
    void everyStateHasAProperSentence(String state, String sentence, String who) {
        Why why = WhyExplainer.explain(facts(state, Optional.of(task("queued", NOW.minusSeconds(5)))));

        assertThat(why.sentence()).isEqualTo(sentence);
        assertThat(why.waitsFor()).isNotBlank();
        assertThat(String.join("; ", why.whoCanMove())).contains(who);
        assertThat(why.since()).isBefore(NOW);
        assertThat(refused(why, state)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "analyzing", "ready-for-dev", "in-development", "in-review", "merge-pending"})
    void noCommandIsNamedThatWouldBeRefused(String state) {
        Stream.of(
                        Optional.of(task("queued", NOW.plusSeconds(60))),
                        Optional.of(claimed(NOW.plusSeconds(20))),
                        Optional.of(claimed(NOW.minusSeconds(20))),
                        Optional.<TaskEntry>empty())
                .map(task -> WhyExplainer.explain(facts(state, task)))
                .forEach(why -> assertThat(refused(why, state)).isEmpty());
    }

    /** Which of the commands that it names first the default workflow has no way for; raising money needs none. */
    private static List<String> refused(Why why, String state) {
        Workflow workflow = Workflows.colonyDefault();
        if (!workflow.states().containsKey(new IssueState(state))) {
            return List.of();
        }
        return COMMAND.matcher(String.join("; ", why.whoCanMove()))
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.equals("budget"))
                .filter(name -> workflow.action(new IssueState(state), name).isEmpty())
                .toList();
    }

    @Test
    void aTaskThatIsNotDueSaysWhatHoldsItUp() {
        Why why = WhyExplainer.explain(facts("merge-pending", Optional.of(task("queued", NOW.plusSeconds(60)))));

        assertThat(why.sentence())
                .isEqualTo("The Builder (development) goes on at 2026-01-05 12:01:00 UTC; until then it waits for this:"
                        + " checks of the code host.");
        assertThat(why.since()).isEqualTo(SINCE);
    }

    @Test
    void aClaimedTaskNamesItsWorker() {
        Why why = WhyExplainer.explain(facts("in-development", Optional.of(claimed(NOW.plusSeconds(20)))));

        assertThat(why.sentence()).contains("worker builder-1, attempt 2");
        assertThat(why.since()).isEqualTo(NOW.minusSeconds(100));
    }

    @Test
    void aWorkerWhoseLeaseEndedIsSaidToBeSilent() {
        Why why = WhyExplainer.explain(facts("in-development", Optional.of(claimed(NOW.minusSeconds(20)))));

        assertThat(why.sentence()).contains("has not been heard of since its lease ended at 2026-01-05 11:59:40 UTC");
        assertThat(why.waitsFor()).contains("Sentinel");
    }

    @Test
    void aWorkingStateWithoutATaskIsCalledWrong() {
        Why why = WhyExplainer.explain(facts("in-review", Optional.empty()));

        assertThat(why.sentence()).contains("has no open task");
        assertThat(why.whoCanMove())
                .containsExactly("an operator: /colony:pause, and then /colony:resume makes its task anew");
    }

    @Test
    void whatWasTriedIsToldInTheOrderOfEvents() {
        Why why = WhyExplainer.explain(facts("failure-blocked", Optional.empty()));

        assertThat(why.tried())
                .containsExactly(
                        "2026-01-05 11:40:00 UTC: review of 11111111: changes requested: no test",
                        "2026-01-05 11:45:00 UTC: develop, attempt 1 by builder-1: failed (stalled): silent for 300 s");
    }

    @Test
    void whatIsDoneSaysWhatBecameOfTheChange() {
        MergeEntry reverted = new MergeEntry(
                1,
                "4".repeat(40),
                "main",
                Optional.of(2L),
                SINCE,
                Optional.of("broke-the-base"),
                Optional.of("4".repeat(40)),
                Optional.of("Red on main: build."),
                Optional.of(NOW));

        assertThat(WhyExplainer.explain(facts("done", Optional.empty(), Optional.of(reverted)))
                        .sentence())
                .isEqualTo("It is done: merged as commit 44444444 at 2026-01-05 11:50:00 UTC."
                        + " After its merge: broke the base. Red on main: build.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requested          | Known, not picked up (the reason). | somebody who asks for it | /colony:cancel, /colony:pause",
                "reviewed           | The review is given; waits for the pull request to be merged or closed, or for another request (the reason). | a person | /colony:review",
                "human-review-ready | No verdict could be given; waits for a person (the reason). | a person | /colony:retry, /colony:review",
                "failure-blocked    | Needs an operator or, for transient causes, the Sentinel (the reason). | an operator's decision | /colony:retry",
                "paused             | An operator paused it (the reason). | a person | /colony:resume",
                "done               | The pull request was merged (the reason). | nothing |",
                "cancelled          | The pull request was closed, or its review called off (the reason). | nothing |",
            })
    void aReviewIsExplainedInItsWorkflowsWords(String state, String sentence, String waitsFor, String who) {
        Why why = WhyExplainer.explain(facts(state, Optional.empty(), Workflows.colonyReview()));

        assertThat(why.sentence()).isEqualTo(sentence);
        assertThat(why.waitsFor()).isEqualTo(waitsFor);
        assertThat(String.join("; ", why.whoCanMove()))
                .contains(who == null ? "" : who)
                .doesNotContain("approve", "reimplement");
    }

    @Test
    void aStateOfATeamsOwnWorkflowIsExplainedInItsWords() {
        Workflow own = WorkflowParser.parse(
                Workflows.colonyDefaultYaml()
                        .replace("low-confidence: human-review-ready", "low-confidence: legal-hold")
                        .replace("  human-review-ready:\n", """
                                  legal-hold:
                                    type: awaiting-human
                                    description: The lawyers read it.

                                  human-review-ready:
                                """),
                "own.yaml");

        Why why = WhyExplainer.explain(facts("legal-hold", Optional.empty(), own));

        assertThat(why.sentence()).isEqualTo("The lawyers read it (the reason).");
        assertThat(why.whoCanMove()).singleElement().asString().contains("/colony:cancel");
    }

    @Test
    void aReviewAtWorkIsExplainedByItsTask() {
        Why why = WhyExplainer.explain(
                facts("in-review", Optional.of(claimed(NOW.plusSeconds(20))), Workflows.colonyReview()));

        assertThat(why.sentence()).contains("worker builder-1, attempt 2");
    }

    private static WhyFacts facts(String state, Optional<TaskEntry> task, Workflow workflow) {
        WhyFacts plain = facts(state, task);
        return new WhyFacts(
                plain.summary(),
                plain.facts(),
                Optional.of(workflow),
                plain.arrival(),
                plain.task(),
                plain.dependencies(),
                plain.setbacks(),
                plain.verdicts(),
                plain.merge(),
                plain.surroundings(),
                plain.now());
    }

    private static WhyFacts facts(String state, Optional<TaskEntry> task) {
        return facts(state, task, Optional.empty());
    }

    private static WhyFacts facts(String state, Optional<TaskEntry> task, Optional<MergeEntry> merge) {
        return new WhyFacts(
                new IssueSummary(
                        7,
                        KEY,
                        "T",
                        new IssueState(state),
                        SINCE,
                        List.of(),
                        1,
                        Usd.ZERO,
                        Optional.of("4".repeat(40)),
                        Optional.of(21L)),
                new IssueFacts(
                        "ada",
                        0,
                        "colony-default 1",
                        Usd.ZERO,
                        Optional.of(IssueState.READY_FOR_DEV),
                        1,
                        "main",
                        Optional.empty(),
                        Optional.of("1".repeat(40)),
                        Optional.empty(),
                        0,
                        1,
                        false,
                        SINCE),
                Optional.of(Workflows.colonyDefault()),
                Optional.of(new TransitionEntry(
                        1,
                        KEY,
                        4,
                        Optional.of(IssueState.NEW),
                        new IssueState(state),
                        "o",
                        "operator",
                        "grace",
                        "the reason.",
                        SINCE,
                        Optional.empty())),
                task,
                List.of(
                        dependency(3, "in-review", "blocks", Optional.empty()),
                        dependency(4, "cancelled", "blocks", Optional.of("grace")),
                        dependency(5, "done", "child", Optional.empty()),
                        dependency(6, "new", "child", Optional.empty())),
                List.of(failedRun()),
                List.of(verdict()),
                merge,
                WhySurroundings.QUIET,
                NOW);
    }

    private static DependencyEntry dependency(long number, String state, String kind, Optional<String> waivedBy) {
        return new DependencyEntry(
                new IssueKey("acme/shop", number), "T", new IssueState(state), kind, "issue text", waivedBy);
    }

    private static TaskEntry task(String state, Instant runAfter) {
        return new TaskEntry(
                1,
                KEY,
                "develop",
                state,
                0,
                2,
                3,
                JsonNodeFactory.instance.objectNode(),
                runAfter,
                runAfter.isAfter(NOW) ? Optional.of("checks of the code host.") : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SINCE,
                Optional.empty());
    }

    private static TaskEntry claimed(Instant leaseUntil) {
        return new TaskEntry(
                1,
                KEY,
                "develop",
                "claimed",
                0,
                2,
                3,
                JsonNodeFactory.instance.objectNode(),
                SINCE,
                Optional.empty(),
                Optional.of("builder-1"),
                Optional.of(leaseUntil),
                Optional.of(NOW.minusSeconds(100)),
                SINCE,
                Optional.empty());
    }

    private static RunEntry failedRun() {
        return new RunEntry(
                1,
                "develop",
                1,
                "builder-1",
                Optional.empty(),
                Optional.empty(),
                NOW.minusSeconds(1800),
                Optional.empty(),
                Optional.of(NOW.minusSeconds(900)),
                Optional.of("failed"),
                Optional.empty(),
                Optional.of("stalled"),
                Optional.of("silent for 300 s"),
                Optional.of(143),
                Usd.ZERO,
                false,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    private static VerdictEntry verdict() {
        return new VerdictEntry(
                1,
                1,
                "CHANGES_REQUESTED",
                "1".repeat(40),
                "b".repeat(40),
                "v1",
                JsonNodeFactory.instance.objectNode().put("summary", "no test"),
                NOW.minusSeconds(1200),
                Optional.empty(),
                Optional.empty());
    }
}
