package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LinkedPathsTest {
    private static List<String> patterns(Map<String, String> links) {
        return LinkedPaths.patterns(
                List.of(".github/**", "**/CLAUDE.md"),
                links.keySet().stream().sorted().toList(),
                link -> Optional.ofNullable(links.get(link)));
    }

    @Test
    void whatAProtectedLinkLeadsToIsProtected() {
        assertThat(patterns(Map.of(".github", "ci"))).containsExactly("/ci");
        assertThat(patterns(Map.of(".github/workflows", "../ci/flows/"))).containsExactly("/ci/flows");
        assertThat(patterns(Map.of("docs/CLAUDE.md", "./notes.md"))).containsExactly("/docs/notes.md");
    }

    @Test
    void otherLinksAreNotAsked() {
        assertThat(patterns(Map.of("docs", "ci", "a/latest", "../b"))).isEmpty();
    }

    @Test
    void linksThatLeadToLinksAreFollowedAndCirclesEnd() {
        assertThat(patterns(Map.of(".github", "a", "a", "b", "b", "c"))).containsExactly("/a", "/b", "/c");
        assertThat(patterns(Map.of(".github", "a", "a", ".github"))).containsExactly("/a", "/.github");
    }

    @Test
    void placesOutsideAreNone() {
        assertThat(patterns(Map.of(".github", "/etc"))).isEmpty();
        assertThat(patterns(Map.of(".github", "."))).isEmpty();
    }

    @Test
    void aTargetIsNoPattern() {
        List<String> patterns = patterns(Map.of(".github", "c[i]*"));

        assertThat(PathGlobs.of(patterns).match("c[i]*/x.yml")).isPresent();
        assertThat(PathGlobs.of(patterns).match("ci/x.yml")).isEmpty();
    }
}
