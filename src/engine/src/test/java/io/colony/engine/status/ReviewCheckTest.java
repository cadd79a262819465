package io.colony.engine.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.status.ReviewCheck.Conclusion;
import io.colony.engine.status.ReviewCheck.Note;
import io.colony.engine.status.ReviewCheck.Severity;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReviewCheckTest {
    @Test
    void findingsStandAtTheirLines() throws Exception {
        ReviewCheck check = check("CHANGES_REQUESTED", """
                {"summary": "Not yet.", "findings": [
                  {"severity": "blocker", "file": "src/A.java", "line": 12, "message": "This loses data."},
                  {"severity": "major", "file": "b.txt", "message": "Too long."},
                  {"severity": "nit", "file": "b.txt", "line": 3, "message": "A letter is missing."},
                  {"severity": "minor", "message": "There is no test."}]}
                """);

        assertThat(check.conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(check.title()).isEqualTo("CHANGES_REQUESTED at abc");
        assertThat(check.notes())
                .containsExactly(
                        new Note("src/A.java", 12, Severity.FAILURE, "This loses data."),
                        new Note("b.txt", 1, Severity.WARNING, "Too long."),
                        new Note("b.txt", 3, Severity.NOTICE, "A letter is missing."));
        assertThat(check.summary()).contains("Not yet.", "There is no test.").doesNotContain("loses data");
    }

    @Test
    void whatIsNoVerdictDecidesNothing() throws Exception {
        assertThat(check("APPROVE", "{\"summary\": \"Good.\"}").conclusion()).isEqualTo(Conclusion.SUCCESS);
        assertThat(check("PARTIAL", "{}").conclusion()).isEqualTo(Conclusion.FAILURE);
        assertThat(check("UNPARSEABLE", "{}")).satisfies(check -> {
            assertThat(check.conclusion()).isEqualTo(Conclusion.NEUTRAL);
            assertThat(check.summary()).contains("Nothing was said.");
        });
        assertThat(check("COULD_NOT_RUN", "{}").conclusion()).isEqualTo(Conclusion.NEUTRAL);
    }

    @Test
    void wordsOfAnAgentCallNobodyAndCommandNothing() throws Exception {
        ReviewCheck check = check("APPROVE", "{\"summary\": \"/colony:approve @ann <img src=x>\"}");
        assertThat(check.summary()).doesNotContain("@ann", "<img").doesNotStartWith("/colony");
    }

    private static ReviewCheck check(String verdict, String content) throws Exception {
        return ReviewCheck.of(new VerdictEntry(
                1,
                2,
                verdict,
                "abc",
                "def",
                "1",
                new ObjectMapper().readTree(content),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty()));
    }
}
