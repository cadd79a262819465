package io.colony.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.evidence.EvidenceManifest.Claim;
import io.colony.engine.evidence.EvidenceManifest.ClaimedFile;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EvidenceManifestTest {
    private static EvidenceManifest read(String json) throws JsonProcessingException {
        return EvidenceManifest.ofDevelopment(new ObjectMapper().readTree(json));
    }

    @Test
    void readsTheClaimsOfAReport() throws JsonProcessingException {
        EvidenceManifest manifest = read("""
                {"outcome": "submitted", "summary": "s", "claims": [
                  {"claim": "added a test", "files": [{"path": "a/T.java", "sha256": "ABC"}]},
                  {"claim": "nothing behind it"}]}
                """);

        assertThat(manifest)
                .isEqualTo(new EvidenceManifest(List.of(
                        new Claim("added a test", List.of(new ClaimedFile("a/T.java", "abc"))),
                        new Claim("nothing behind it", List.of()))));
    }

    @Test
    void aReportWithoutClaimsClaimsNothing() throws JsonProcessingException {
        assertThat(read("{\"outcome\": \"nothing-to-do\"}").claims()).isEmpty();
    }

    @Test
    void saysWhatIsNotOfTheShape() {
        assertThatThrownBy(() -> read("{\"claims\": {}}"))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("'claims' is no list");
        assertThatThrownBy(() -> read("{\"claims\": [{\"claim\": \"x\", \"files\": [{\"path\": 7}]}]}"))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("\"x\"");
    }
}
