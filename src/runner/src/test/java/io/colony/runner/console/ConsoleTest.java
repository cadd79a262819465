package io.colony.runner.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.ledger.Usd;
import io.colony.runner.IssueHistory;
import io.colony.runner.IssueView;
import io.colony.runner.RunView;
import io.colony.runner.TransitionView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final String ESCAPE = "\u001b";

    private final StringWriter written = new StringWriter();
    private final PrintWriter out = new PrintWriter(written);

    @Test
    void tableAlignsColumnsAndShowsControlCharactersInsteadOfObeyingThem() {
        TextTable table = new TextTable("A", "B").row("long cell", "x" + ESCAPE + "[31m\ny\u202e");

        assertThat(table.lines()).containsExactly("A          B", "long cell  x\\u001b[31m y\\u202e");
    }

    @Test
    void lineNamesTimeIssueStatesOutcomeActorAndReason() {
        new LineProgress(out).show(List.of(transition()), List.of());

        assertThat(written.toString())
                .isEqualTo("08:09:10Z a/b#1 in-review -> changes-requested (changes, worker:w1): 1 finding"
                        + System.lineSeparator());
    }

    @Test
    void liveTableDrawsOverItselfOnlyWhenSomethingChanged() {
        LiveTable live = new LiveTable(out, 60);
        live.show(List.of(transition()), List.of(issue("in-review", Optional.empty())));
        String first = written.toString();
        assertThat(first).contains("in-review").doesNotContain(ESCAPE + "[4A");

        live.show(List.of(), List.of(issue("in-review", Optional.empty())));
        assertThat(written.toString()).isEqualTo(first);

        live.show(List.of(), List.of(issue("done", Optional.of("abc"))));
        assertThat(written.toString().substring(first.length()))
                .startsWith(ESCAPE + "[4A")
                .contains(ESCAPE + "[32m");
    }

    @Test
    void liveTableCutsLinesThatWouldWrap() {
        new LiveTable(out, 20).show(List.of(transition()), List.of(issue("in-review", Optional.empty())));

        assertThat(written.toString()
                        .replaceAll(ESCAPE + "\\[[0-9]*[a-zA-Z]", "")
                        .lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(20));
    }

    @Test
    void reportSumsUp() {
        IssueReport report = new IssueReport(
                List.of(issue("done", Optional.of("0123456789abcdef")), issue("human-review-ready", Optional.empty())),
                Duration.ofMillis(61_234));

        assertThat(report.allMerged()).isFalse();
        assertThat(report.table())
                .containsExactly(
                        "ISSUE          ATTEMPTS       COST  COMMIT      PATH",
                        "a/b#1                 2  $0.100000  0123456789  new\u2192done",
                        "a/b#1                 2  $0.100000  -           new\u2192human-review-ready",
                        "1 of 2 merged         4  $0.200000              in 61.2 s");
        assertThat(report.json().path("totals").toString())
                .isEqualTo("{\"issues\":2,\"merged\":1,\"attempts\":4,\"cost_usd\":\"0.200000\",\"seconds\":61.2}");
        assertThat(report.json().path("issues").path(1).toString())
                .isEqualTo("{\"key\":\"a/b#1\",\"title\":\"T\",\"state\":\"human-review-ready\","
                        + "\"path\":[\"new\",\"human-review-ready\"],\"attempts\":2,\"cost_usd\":\"0.100000\","
                        + "\"merge_commit\":null}");
    }

    @Test
    void costStatementEndsWithTheCostOfTheIssueAndSaysWhatIsEstimated() {
        CostStatement statement = new CostStatement(history("0.082530"));

        assertThat(statement.table())
                .containsExactly(
                        "STAGE    ATTEMPT  OUTCOME  AGENT           TURNS  TOKENS IN  TOKENS OUT        COST  NOTE",
                        "analyze        1  planned  claude, sonnet      3      12000         345   $0.012530",
                        "develop        1  lost     claude              0          0           0  ~$0.070000"
                                + "  estimated: lost without final usage",
                        "merge          1  merged   -                   0          0           0   $0.000000",
                        "total                                          3      12000         345  ~$0.082530"
                                + "  with estimates (~)");
    }

    @Test
    void costStatementNamesWhatIsBookedOnRunsThatItDoesNotList() {
        assertThat(new CostStatement(history("0.1")).table())
                .element(1)
                .asString()
                .startsWith("earlier runs ")
                .endsWith(" $0.017470  too many to show");
    }

    @Test
    void anIssuesJsonHasItsRunsAndTransitions() {
        JsonNode document = IssueReport.json(history("0.082530"));

        assertThat(document.path("cost_usd").asText()).isEqualTo("0.082530");
        assertThat(document.path("runs").path(1).toString())
                .isEqualTo("{\"id\":2,\"stage\":\"develop\",\"attempt\":1,\"outcome\":\"lost\",\"agent\":\"claude\","
                        + "\"model\":null,\"turns\":0,\"input_tokens\":0,\"output_tokens\":0,\"cost_usd\":\"0.070000\","
                        + "\"estimated\":true,\"note\":\"estimated: lost without final usage\"}");
        assertThat(document.path("transitions").path(0).toString())
                .isEqualTo("{\"id\":1,\"at\":\"2026-02-03T08:09:10Z\",\"from\":\"in-review\","
                        + "\"to\":\"changes-requested\",\"outcome\":\"changes\",\"actor\":\"worker:w1\","
                        + "\"reason\":\"1 finding\"}");
    }

    private static IssueHistory history(String cost) {
        IssueView issue = new IssueView(
                "a/b#1", "T", "done", List.of("new"), 1, Usd.of(cost), Optional.empty(), Optional.empty(), true);
        Optional<String> claude = Optional.of("claude");
        Optional<String> none = Optional.empty();
        Optional<String> completed = Optional.of("completed");
        return new IssueHistory(
                issue,
                List.of(
                        run(1, "analyze", "planned", claude, Optional.of("sonnet"), "0.01253", completed),
                        run(2, "develop", "lost", claude, none, "0.07", Optional.of("lost")),
                        run(3, "merge", "merged", none, none, "0", completed)),
                List.of(transition()),
                List.of());
    }

    private static RunView run(
            long id,
            String stage,
            String result,
            Optional<String> backEnd,
            Optional<String> model,
            String cost,
            Optional<String> endKind) {
        int turns = model.isPresent() ? 3 : 0;
        boolean lost = result.equals("lost");
        return new RunView(
                id, stage, 1, result, backEnd, model, turns, turns * 4000L, turns * 115L, Usd.of(cost), lost, endKind);
    }

    private static TransitionView transition() {
        return new TransitionView(
                1,
                "a/b#1",
                "in-review",
                "changes-requested",
                "changes",
                "worker:w1",
                "1 finding",
                Instant.parse("2026-02-03T08:09:10Z"));
    }

    private static IssueView issue(String state, Optional<String> commit) {
        return new IssueView(
                "a/b#1", "T", state, List.of("new", state), 2, Usd.of("0.1"), commit, Optional.empty(), true);
    }
}
