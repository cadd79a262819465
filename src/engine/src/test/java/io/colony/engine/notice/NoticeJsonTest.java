package io.colony.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.colony.engine.database.Json;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.BudgetWarning;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Usd;
import io.colony.engine.recovery.sentinel.SentinelFindings;
import io.colony.engine.workflow.IssueState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What programs get is what is published. */
class NoticeJsonTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final WaitingIssue ISSUE = new WaitingIssue(
            3,
            1,
            new IssueKey("acme/shop", 7),
            "Totals <b>are</b> wrong",
            "ann",
            IssueState.HUMAN_REVIEW_READY,
            Audience.REVIEWERS,
            12,
            NOON,
            "a person decides",
            Optional.of(8L));

    private static final Alert WARNING = new Alert.Budget(new BudgetWarning(
            4,
            1,
            Scope.ISSUE,
            3,
            "acme/shop#7",
            "",
            BudgetWarning.Level.NEAR,
            Usd.of("5"),
            Usd.of("4.1"),
            Usd.of("0.5"),
            NOON));
    private static final Alert FOUND = new Alert.Found(new SentinelFindings.Entry(
            5,
            "silent-worker",
            "host-1/worker-1",
            "It says\nnothing\u202e.",
            NOON,
            NOON,
            true,
            2,
            0,
            Optional.empty(),
            Optional.empty()));

    @Test
    void aWaitMatchesTheSchema() throws IOException {
        JsonNode json =
                NoticeJson.of(new Notice.Waiting("notice-3-12-command-0", List.of("rita", "acme/qa"), ISSUE, 0));

        assertThat(problems(json)).isEmpty();
        assertThat(json.path("issue").path("pull_request").asLong()).isEqualTo(8);
        assertThat(Json.text(json)).doesNotContain("\n");
    }

    @Test
    void aDigestMatchesTheSchema() throws IOException {
        Notice digest = new Notice.Digest(
                "d", List.of("rita"), NOON, NOON.plusSeconds(60), List.of(ISSUE), 4, List.of(WARNING, FOUND));

        assertThat(problems(NoticeJson.of(digest))).isEmpty();
        assertThat(NoticeJson.of(digest).path("budgets")).hasSize(1);
        assertThat(NoticeJson.of(digest).path("findings")).hasSize(1);
    }

    @Test
    void aWarningAndAFindingMatchTheSchema() throws IOException {
        JsonNode budget = NoticeJson.of(new Notice.Alarm("budget-4-command", List.of("olga"), WARNING));
        JsonNode finding = NoticeJson.of(new Notice.Alarm("finding-5-command", List.of("olga"), FOUND));

        assertThat(problems(budget)).isEmpty();
        assertThat(budget.path("type").asText()).isEqualTo("budget");
        assertThat(budget.path("budget").path("spent_usd").asText()).isEqualTo("4.100000");
        assertThat(problems(finding)).isEmpty();
        assertThat(finding.path("type").asText()).isEqualTo("finding");
        assertThat(Json.text(finding)).doesNotContain("\n", "\u202e");
    }

    @Test
    void theSchemaRefusesSomethingElse() throws IOException {
        JsonNode json = NoticeJson.of(new Notice.Waiting("n", List.of("@all of you"), ISSUE, 0));

        assertThat(problems(json)).isNotEmpty();
    }

    private static List<?> problems(JsonNode json) throws IOException {
        String published = Files.readString(Path.of("../../docs/schemas/notice.schema.json"));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(published);
        return schema.validate(Json.text(json), com.networknt.schema.InputFormat.JSON);
    }
}
