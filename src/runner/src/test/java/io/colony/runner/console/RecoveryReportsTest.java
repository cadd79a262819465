package io.colony.runner.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.recovery.Breaker;
import io.colony.engine.recovery.BreakerKey;
import io.colony.engine.recovery.Leadership.Leader;
import io.colony.engine.recovery.sentinel.SentinelFindings;
import io.colony.engine.recovery.survival.Survivals.Tally;
import io.colony.engine.status.MergeEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecoveryReportsTest {
    private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");
    private static final Breaker PAUSED = new Breaker(
            BreakerKey.backEnd("claude"),
            2,
            Optional.of(NOW.minusSeconds(60)),
            Optional.of(NOW.plusSeconds(60)),
            2,
            false,
            "429 \u001b[31musage limit");

    @Test
    void breakersAreATableAndJson() {
        assertThat(BreakerReport.lines(List.of(PAUSED), NOW))
                .containsExactly(
                        "SCOPE     KEY     STATE  FAILURES  SINCE                 UNTIL                 REASON",
                        "back-end  claude  open          2  2026-01-05T11:59:00Z  2026-01-05T12:01:00Z  429"
                                + " \\u001b[31musage limit");
        assertThat(BreakerReport.json(List.of(PAUSED), NOW.plusSeconds(60))
                        .get(0)
                        .toString())
                .contains("\"scope\":\"back-end\"", "\"state\":\"half-open\"", "\"until\":\"2026-01-05T12:01:00Z\"");
        assertThat(BreakerReport.lines(List.of(), NOW)).containsExactly("No breaker has counted a failure.");
    }

    @Test
    void whatBecameOfMergesIsATableAndJson() {
        List<Tally> tallies = List.of(
                new Tally("claude", Optional.of("sonnet"), 9, 2, 4, 1, 1, 1),
                new Tally("person", Optional.empty(), 1, 1, 0, 0, 0, 0));

        assertThat(SurvivalReport.lines(tallies))
                .containsExactly(
                        "BACK END  MODEL   MERGED  WATCHED  SURVIVED  REVERTED  BROKE BASE  UNKNOWN",
                        "claude    sonnet       9        2         4         1           1        1",
                        "person    -            1        1         0         0           0        0");
        assertThat(SurvivalReport.json(tallies).get(0).toString())
                .isEqualTo("{\"back_end\":\"claude\",\"model\":\"sonnet\",\"merged\":9,\"watched\":2,\"survived\":4,"
                        + "\"reverted\":1,\"broke_the_base\":1,\"unknown\":1}");
        assertThat(SurvivalReport.lines(List.of())).containsExactly("Nothing was merged.");
    }

    @Test
    void anIssueShowsItsMergesInWordsAndInJson() {
        MergeEntry open = new MergeEntry(
                1,
                "4".repeat(40),
                "main",
                Optional.of(2L),
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        MergeEntry reverted = new MergeEntry(
                2,
                "5".repeat(40),
                "main",
                Optional.empty(),
                NOW,
                Optional.of("reverted"),
                Optional.of("6".repeat(40)),
                Optional.of("Commit 666 reverts it."),
                Optional.of(NOW));
        ObjectNode issue = JsonNodeFactory.instance.objectNode();
        SurvivalReport.addTo(issue, List.of(open, reverted));

        assertThat(SurvivalReport.words(open)).isEqualTo("watched");
        assertThat(SurvivalReport.words(reverted)).isEqualTo("reverted: Commit 666 reverts it.");
        assertThat(issue.at("/merges/0").has("outcome")).isFalse();
        assertThat(issue.at("/merges/0/run_id").asLong()).isEqualTo(2);
        assertThat(issue.at("/merges/1/outcome").asText()).isEqualTo("reverted");
        assertThat(issue.at("/merges/1/shown_by").asText()).isEqualTo("6".repeat(40));
    }

    @Test
    void findingsAreATableAndJsonWithWhoLeads() {
        SentinelFindings.Entry finding = new SentinelFindings.Entry(
                5,
                "label-drift",
                "a/b#1",
                "edited",
                NOW,
                NOW,
                false,
                3,
                1,
                Optional.of("wrote it again"),
                Optional.empty());
        Optional<Leader> leader = Optional.of(new Leader("sentinel", "colony-1/sentinel (3)", 7, NOW, NOW));

        assertThat(SentinelReport.lines(List.of(finding)).getLast())
                .isEqualTo("label-drift  a/b#1    2026-01-05T12:00:00Z     3     1  open   edited");
        assertThat(SentinelReport.json(List.of(finding), leader, NOW.minusSeconds(1))
                        .toString())
                .contains("\"token\":7", "\"last_act\":\"wrote it again\"");
        assertThat(LeaderLine.of(leader, NOW.minusSeconds(1)))
                .isEqualTo("colony-1/sentinel (3) leads the Sentinel since 2026-01-05T12:00:00Z.");
        assertThat(LeaderLine.of(leader, NOW)).startsWith("Nobody leads the Sentinel; the last was colony-1/sentinel");
        assertThat(LeaderLine.of(Optional.empty(), NOW)).contains("colony up");
    }
}
