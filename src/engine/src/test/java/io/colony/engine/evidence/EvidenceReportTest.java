package io.colony.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.evidence.EvidenceReport.CheckedFile;
import io.colony.engine.evidence.EvidenceReport.Problem;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EvidenceReportTest {
    private static CheckedFile missing(String claim) {
        return new CheckedFile(claim, "a.txt", "0", Optional.empty(), Problem.MISSING);
    }

    @Test
    void keepsOfALongClaimItsBeginningSinceItStandsOnceForEachFile() {
        assertThat(missing("x".repeat(2_000)).claim()).isEqualTo("x".repeat(500) + "…");
        assertThat(missing("x".repeat(500)).claim()).isEqualTo("x".repeat(500));
    }

    @Test
    void namesTheFirstOfManyMismatchesAndCountsTheOthers() {
        List<String> all = new EvidenceReport("head", Collections.nCopies(5_000, missing("done"))).mismatches();

        assertThat(all).hasSize(51).endsWith("And 4950 more claimed files do not hold.");
        assertThat(new EvidenceReport("head", Collections.nCopies(50, missing("done"))).mismatches())
                .hasSize(50);
    }
}
