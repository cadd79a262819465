package io.colony.engine.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.colony.engine.database.Json;
import io.colony.engine.issue.IssueKey;
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
        Notice digest = new Notice.Digest("d", List.of("rita"), NOON, NOON.plusSeconds(60), List.of(ISSUE), 4);

        assertThat(problems(NoticeJson.of(digest))).isEmpty();
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
