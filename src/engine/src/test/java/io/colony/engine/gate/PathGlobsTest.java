package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathGlobsTest {
    @ParameterizedTest(name = "{0} on {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Jenkinsfile       | Jenkinsfile              | true",
                "Jenkinsfile       | sub/Jenkinsfile          | true",
                "Jenkinsfile       | Jenkinsfile2             | false",
                "/Jenkinsfile      | sub/Jenkinsfile          | false",
                "/Jenkinsfile      | Jenkinsfile              | true",
                "Jenkinsfile       | JENKINSFILE              | true",
                ".github/**        | .github/workflows/a.yml  | true",
                ".github/**        | .GitHub/Workflows/a.yml  | true",
                ".github/**        | sub/.github/a.yml        | false",
                ".github/**        | .github                  | false",
                "**/.github/**     | sub/.github/a.yml        | true",
                "**/CODEOWNERS     | CODEOWNERS               | true",
                "**/CODEOWNERS     | docs/CODEOWNERS          | true",
                "**/.git*          | .gitattributes           | true",
                "**/.git*          | a/b/.gitmodules          | true",
                "**/.git*          | .github/a                | true",
                "**/.git*          | a.git                    | false",
                "build/            | build/x                  | true",
                "build/            | a/build/x                | true",
                "build/            | build                    | false",
                "*.lock            | a/b.lock                 | true",
                "a/*.txt           | a/b.txt                  | true",
                "a/*.txt           | a/b/c.txt                | false",
                "a/**/z            | a/z                      | true",
                "a/**/z            | a/b/c/z                  | true",
                "a/**/z            | b/a/z                    | false",
                "a?c               | abc                      | true",
                "a?c               | a/c                      | false",
                "[a-c].txt         | b.txt                    | true",
                "[!a-c].txt        | b.txt                    | false",
                "[!a-c].txt        | d.txt                    | true",
                "a.b               | axb                      | false",
                "a+(b)             | a+(b)                    | true",
                "\\*.txt           | *.txt                    | true",
                "\\*.txt           | a.txt                    | false",
                "CLAUDE.md         | ClAude.MD.             | true",
                "CLAUDE.md         | CLAU\u200bDE.md          | true",
                "file.txt          | \uff46ile.txt            | true",
                "[                 | [                        | true",
                "#comment          | #comment                 | false",
                "foo               | foo/bar/baz              | true"
            })
    void matchesAsInGitignore(String pattern, String path, boolean expected) {
        assertThat(PathGlobs.of(List.of(pattern)).match(path).isPresent()).isEqualTo(expected);
    }

    @Test
    void theLastPatternThatMatchesDecides() {
        PathGlobs globs = PathGlobs.of(List.of("*.lock", "!free.lock", "", "# nothing"));

        assertThat(globs.match("a/yarn.lock")).contains("*.lock");
        assertThat(globs.match("a/free.lock")).isEmpty();
    }
}
