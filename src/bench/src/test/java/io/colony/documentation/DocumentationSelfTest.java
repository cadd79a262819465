package io.colony.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.documentation.Document.Block;
import io.colony.documentation.Document.Piece;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of {@link DocumentationTest} find mistakes that are planted. */
class DocumentationSelfTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sh   | bin/colony demo --exitt             | Unknown option: '--exitt'",
                "sh   | PATH=x bin/colony isue list         | isue",
                "sh   | url=$(bin/colony postgres --port 1) | --port",
                "sh   | bin/bench --rounds many             | many",
                "sh   | colony why acme/shop#7              | not in PATH",
                "sh   | bin/there-is-none                   | there is no bin/there-is-none",
                "sh   | ./mvnw -pl src/none verify          | there is no module src/none",
                "sh   | ./mvnw verify -Dit.test=NoneIT      | there is no test NoneIT",
                "sh   | if true; then                       | no shell text",
                "groovy | node('colony') {                  | not every {} is closed",
                "groovy | colonyWait issue: 'acme/shop#7'   | no step colonyWait",
                "groovy | colonyIntake(pullRequest: 7)      | no parameter 'pullRequest'",
                "json | {\"a\": }                           | no JSON",
                "''   | anything                            | no language",
                "perl | print                               | nothing checks a block of 'perl'"
            })
    void ofBlocks(String language, String text, String problem) throws IOException {
        assertThat(problems(language, Optional.empty(), text)).anyMatch(each -> each.contains(problem));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                             | a: 1                          | nothing says which file",
                "colony.yaml                  | http: {prot: 1}               | unknown key 'prot'",
                "colony.yaml                  | '# htp: {port: 1}'            | unknown key 'htp'",
                ".colony/config.yaml          | gates: []                     | schema_version",
                "part of .colony/config.yaml  | gates: [{name: a}]            | no 'command'",
                "prices_file                  | schema_version: 1             | prices",
                "workflow                     | schema_version: 1             | workflow",
                "prometheus                   | 'a: ['                        | refused",
                "Configuration as Code        | unclassified: {colony: {storeUri: x}}           | no 'storeUri'",
                "Configuration as Code        | unclassified: {colony: {settings: 'agnt: x'}}   | unknown key 'agnt'"
            })
    void ofYaml(String mark, String text, String problem) throws IOException {
        assertThat(problems("yaml", Optional.ofNullable(mark), text)).anyMatch(each -> each.contains(problem));
    }

    @Test
    void ofJsonUnderASchema() throws IOException {
        assertThat(problems("json", Optional.of("schema: notice.schema.json"), "{\"type\": \"waiting\"}"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "colony issue pause --reason TEXT",
                "colony issue pause KEY --why TEXT",
                "colony audits verify",
                "colony store roles [--app-user NAME] [--print\\|--apply\\|--chek]",
                "bin/bench chaos --kils 3"
            })
    void ofCommandLinesInText(String text) {
        Piece span = new Piece("here", text);

        assertThat(CommandSpans.isCommand(span)).isTrue();
        assertThat(CommandSpans.problem(span)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/none.md", "src/engine/None.java", "NoneIT", "bin/none --option"})
    void ofNamedFiles(String text) {
        assertThat(NamedFiles.problem(new Piece("here", text))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.prot", "recovery.age_of_stone", "COLONY_HTTP_PROT", "COLONY_NONE"})
    void ofSettings(String text) {
        assertThat(NamedSettings.problem(new Piece("here", text))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none.md", "gates.md#no-such-heading", "#no-such-heading", "../none/"})
    void ofLinks(String target) {
        Document page = new Document("docs/page.md", List.of("# A heading", "", "See [it](" + target + ")."));

        assertThat(new Links(Pages.all()).problems(page)).hasSize(1);
    }

    @Test
    void headingsHaveTheAnchorsThatGitHubGivesThem() {
        Document page = new Document("docs/page.md", List.of("## What `it` is, and isn't", "## Twice", "## Twice"));

        assertThat(page.anchors()).containsExactlyInAnyOrder("what-it-is-and-isnt", "twice", "twice-1");
    }

    @Test
    void shellIsSplitIntoItsCommands() {
        assertThat(ShellWords.commands("""
                        # a comment
                        url=$(bin/colony postgres 2>/dev/null)   # another
                        A=1 bin/colony run --title 'Say which' \\
                          --check "make test" && bin/colony why x#1 | cat >file
                        """))
                .containsExactly(
                        List.of("bin/colony", "postgres"),
                        List.of("bin/colony", "run", "--title", "Say which", "--check", "make test"),
                        List.of("bin/colony", "why", "x#1"),
                        List.of("cat"));
    }

    private List<String> problems(String language, Optional<String> mark, String text) throws IOException {
        return new BlockChecks(directory).problems(new Block("docs/page.md:1", language, mark, text + "\n"));
    }
}
