package io.colony.engine.agent.program;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.agent.AgentEvent;
import io.colony.engine.agent.AgentResult;
import io.colony.engine.agent.AgentResult.End;
import io.colony.engine.agent.AgentUsage;
import io.colony.engine.ledger.PriceTable;
import io.colony.engine.ledger.Usd;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real programs' output, held against {@code expected.tsv}, which was written by hand from how the runs ended. */
class RecordedStreamsTest {
    private static final PriceTable PRICES = PriceTable.builtIn();
    private static final LocalDate RECORDED = LocalDate.of(2026, 11, 22);

    private static final Map<String, String> EXPECTED = Recording.lines("expected.tsv").stream()
            .collect(Collectors.toMap(line -> line.substring(0, line.indexOf('\t')), line -> line));

    static Stream<Recording> recordings() {
        return Recording.all().stream();
    }

    static Stream<Recording> signalled() {
        return recordings().filter(Recording::signalled);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void endsAndCostsWhatItDid(Recording recording) {
        assertThat(summary(recording)).isEqualTo(EXPECTED.get(recording.name()));
    }

    @ParameterizedTest
    @MethodSource("signalled")
    void oneThatWasAskedToStopHasNeverEndedWell(Recording recording) {
        assertThat(recording.play(true).result().end()).isIn(End.STOPPED);
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void endsWellOnlyWithItsTerminalLineExitCodeZeroAndNoErrorFlag(Recording recording) {
        AgentResult result = recording.play(false).result();
        List<String> lines = Recording.lines(recording.name() + ".jsonl");
        boolean terminal = lines.stream()
                .anyMatch(line -> line.contains("\"turn.completed\"")
                        || (line.startsWith("{")
                                && line.contains("\"type\":\"result\"")
                                && !line.contains("\"is_error\":true")
                                && !line.contains("\"status\":\"error\"")));

        assertThat(result.end() == End.COMPLETED)
                .isEqualTo(terminal
                        && !recording.silent()
                        && result.exitCode().orElse(-1) == 0
                        && recording.exit().startsWith("0"));
    }

    @Test
    void everyExpectationIsAboutARecording() {
        assertThat(EXPECTED.keySet())
                .isEqualTo(recordings().map(Recording::name).collect(Collectors.toSet()));
    }

    @Test
    void aReconnectingNoticeIsNoEnd() {
        Recording.Played played = Recording.named("codex-0.169.0-http429once").play(false);

        assertThat(played.result().end()).isEqualTo(End.COMPLETED);
        assertThat(played.events())
                .anyMatch(event ->
                        event instanceof AgentEvent.Problem(String message) && message.startsWith("Reconnecting"));
    }

    @Test
    void aResumedThreadsUsageIsCountedFromWhereTheRunBegan() {
        AgentUsage whole =
                Recording.named("codex-0.169.0-resume").play(false).result().usage();

        assertThat(whole.inputTokens() + whole.cacheReadTokens()).isEqualTo(14_000);
        assertThat(whole.outputTokens()).isEqualTo(700);
    }

    /** Line by line the messages of this run say 1 token of output each; the last one was cut off by the budget. */
    @Test
    void staleUsageOfContentBlocksIsNotAddedUp() {
        AgentUsage usage =
                Recording.named("claude-2.1.197-budget").play(false).result().usage();

        assertThat(usage.outputTokens()).isEqualTo(500);
        assertThat(usage.inputTokens()).isEqualTo(10_000);
        assertThat(usage.costUsd()).hasValue(Usd.of("0.0765"));
    }

    @Test
    void whatIsKnownOfAClaudeRunThatWasKilledIsALowerBoundAndNotFinal() {
        AgentResult result = Recording.named("claude-2.1.197-sig7").play(true).result();

        assertThat(result.usageFinal()).isFalse();
        assertThat(result.usage().inputTokens()).isEqualTo(1_000);
        assertThat(result.usage().turns()).isEqualTo(1);
    }

    /** What the ledger holds against a statement, so that honest ones are booked as they stand. */
    @ParameterizedTest
    @MethodSource("recordings")
    void statesAtLeastWhatItsTokensOnTheWayComeTo(Recording recording) {
        AgentResult result = recording.play(false).result();
        Usd seen = result.trace().seen().entrySet().stream()
                .flatMap(each -> PRICES.cost(each.getKey(), each.getValue(), RECORDED).stream())
                .reduce(Usd.ZERO, Usd::plus);

        if (result.usageFinal()) {
            assertThat(result.usage().costUsd().orElse(Usd.ZERO)).isGreaterThanOrEqualTo(seen);
        }
    }

    private static String summary(Recording recording) {
        AgentResult result = recording.play(false).result();
        AgentUsage usage = result.usage();
        return String.join(
                "\t",
                recording.name(),
                result.end().toString(),
                result.document().isPresent() ? "document" : "-",
                Integer.toString(usage.turns()),
                Long.toString(usage.inputTokens()),
                Long.toString(usage.outputTokens()),
                Long.toString(usage.cacheReadTokens()),
                Long.toString(usage.cacheWriteTokens()),
                usage.costUsd().map(cost -> cost.amount().toPlainString()).orElse("-"),
                result.usageFinal() ? "final" : "partial",
                usage.model().orElse("-"));
    }
}
