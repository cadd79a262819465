package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.PolicyGates.PolicyFinding;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.ChangeSet;
import io.colony.engine.git.ChangeSet.ChangedFile;
import io.colony.engine.git.ChangeSet.FileTexts;
import io.colony.engine.git.ChangeSet.Kind;
import io.colony.engine.git.ChangeSet.NameTwins;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Code of others that is written down in less usual ways. */
final class HiddenDependenciesTest {
    private static List<String> policies(String path, String before, String after, String hunk) {
        String diff = "--- a/" + path + "\n+++ b/" + path + "\n@@ -9,0 +9,"
                + hunk.lines().count() + " @@\n" + hunk;
        ChangedFile file = new ChangedFile(Kind.MODIFIED, path, Optional.empty(), "100644", 10, false);
        Map<String, FileTexts> texts =
                before.isEmpty() ? Map.of() : Map.of(path, new FileTexts(Optional.of(before), Optional.of(after)));
        ChangeSet change = new ChangeSet("a", "b", List.of(file), texts, NameTwins.NONE);
        return new DefaultPolicyGates()
                .evaluate(change, diff, PolicySettings.DEFAULT).stream()
                        .map(PolicyFinding::policy)
                        .distinct()
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "requirements.txt | `+https://example.org/evil.whl`",
                "requirements.txt | `+git+https://example.org/evil.git`",
                "requirements.txt | `+./evil`",
                "requirements.txt | `+-r deps/more.list`",
                "Cargo.toml       | `+[dependencies];;+evil.git = \"https://example.org/evil\"`",
                "Cargo.toml       | `+[dependencies.serde];;+package = \"evil\"`",
                "pyproject.toml   | `+[tool.uv.sources];;+requests = { git = \"https://example.org/evil\" }`",
                "Pipfile          | `+[[source]];;+url = \"https://example.org/simple\"`"
            })
    void isSeenInADiff(String path, String lines) {
        assertThat(policies(path, "", "", lines.replace(";;", "\n") + "\n")).containsExactly("dependencies");
    }

    /** The diff shows neither the section nor anything that looks like a version, or splits an element. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "package.json | `{\"dependencies\": {}}` | `{\"dependencies\": {\"a\": \"evil/a\"}}` | `+\"a\": \"evil/a\",`",
                "package.json | `{\"devDependencies\": {\"a\": \"1\"}}` | `{\"devDependencies\": {\"a\": \"https://x.org/a.tgz\"}}`"
                        + " | `+\"a\": \"https://x.org/a.tgz\"`",
                "package.json | `{\"overrides\": {}}` | `{\"overrides\": {\"a\": {\"b\": \"beta\"}}}` | `+\"b\": \"beta\"`",
                "pom.xml      | `<project/>` | `<project><dependencies><dependency><artifactId\n>evil</artifactId></dependency></dependencies></project>`"
                        + " | `+<artifactId;;+>evil</artifactId>`",
                "pom.xml      | `<project/>` | `<project><parent><artifactId>\nevil</artifactId></parent></project>`"
                        + " | `+<artifactId>;;+evil</artifactId>`"
            })
    void isSeenInTheWholeText(String path, String before, String after, String lines) {
        assertThat(policies(path, before, after, lines.replace(";;", "\n") + "\n"))
                .containsExactly("dependencies");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "package.json   | `{\"dependencies\": {\"a\": \"1\"}}` | `{\"main\": \"x/y\", \"dependencies\": {\"a\": \"1\"}}` | `+\"main\": \"x/y\",`",
                "pom.xml        | `<project><version>1</version></project>` | `<project><version>2\n</version></project>` | `+<version>2;;+</version>`",
                "pyproject.toml | `` | `` | `+[tool.coverage.run];;+source = [\"shop\"]`",
                "Cargo.toml     | `` | `` | `+[package];;+description = \"a shop\"`"
            })
    void whatLooksAlikeIsNot(String path, String before, String after, String lines) {
        assertThat(policies(path, before, after, lines.replace(";;", "\n") + "\n"))
                .doesNotContain("dependencies");
    }
}
