package io.colony.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.gate.ShellCommands.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShellCommandsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "make test ~ : make test",
                "cd a && cd b && make ~ : cd a; a: cd b; a/b: make",
                "(cd a; make); make ~ : cd a; a: make; : make",
                "cd a/../b || exit 1 ~ : cd a/../b; b: exit 1",
                "A=1 B='x y' make -k ~ : make -k",
                "if ! make; then echo no; fi ~ : make; : echo no",
                "make 2>&1 >out | tee log & ~ : make; : tee log",
                "sh -c 'cd a && make' ~ : sh -c cd a && make; : cd a; a: make",
                "ma'k'\"e\" te\\ st # make ~ : make te st",
                "x=$(make a) ~ : make a",
                "echo \"$(cd a; make)\" ~ : echo $; : cd a; a: make",
                "cd \"$A\"; make ~ : cd $A; ?: make",
                "cd ..; make ~ : cd ..; ?: make",
                "env -C sub make ~ : env -C sub make; sub: make",
                "timeout 60 ./x a ~ : timeout 60 ./x a; : ./x a",
                "env -C sub sh -c './y' ~ : env -C sub sh -c ./y; sub: sh -c ./y; sub: ./y",
                "env -C sub true; make ~ : env -C sub true; sub: true; : make",
                "/opt/c/agent-sandbox --read /srv -- ./x a ~ : /opt/c/agent-sandbox --read /srv -- ./x a; : /srv -- ./x a; : ./x a"
            })
    void readsWhatIsStartedAndWhere(String text, String expected) {
        assertThat(String.join(
                        "; ",
                        ShellCommands.read(text, RepositoryPlace.ROOT).stream()
                                .map(ShellCommandsTest::shown)
                                .toList()))
                .isEqualTo(expected);
    }

    private static String shown(Command command) {
        String place = command.place().known() ? command.place().path() : "?";
        return place + ": " + String.join(" ", command.words());
    }

    @Provide
    Arbitrary<String> shellTexts() {
        return Arbitraries.of(
                        "make",
                        "cd",
                        " ",
                        "\n",
                        "'",
                        "\"",
                        "\\",
                        "$(",
                        ")",
                        "(",
                        "`",
                        "${",
                        "}",
                        "&&",
                        "|",
                        ";",
                        "<",
                        ">",
                        "#",
                        "sh -c ",
                        "env ",
                        "-C",
                        "=",
                        "..",
                        "/",
                        "npm run ",
                        "python -m ",
                        "\0",
                        "\u2028",
                        "é",
                        "{",
                        "2>&1")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Property(tries = 2_000)
    void takesAnyText(@ForAll("shellTexts") String text) {
        assertThat(ShellCommands.read(text, RepositoryPlace.ROOT))
                .allSatisfy(command -> assertThat(command.words()).isNotEmpty());
        GateDefinition gate = new GateDefinition("g", text, Duration.ofMinutes(1));
        assertThat(GateFiles.of(List.of(gate), path -> Optional.of(text)))
                .allSatisfy(file -> PathGlobs.of(List.of(file.pattern())).match("a/b"));
    }

    @Property(tries = 500)
    void whatIsInSingleQuotesIsOneWord(@ForAll String text) {
        String quoted = "'" + text.replace("'", "'\\''") + "'";

        assertThat(ShellWords.read("x " + quoted))
                .extracting(ShellWords.Token::text)
                .containsExactly("x", text);
    }

    @Test
    void aLongTextTakesNoLongerThanItsLength() {
        for (String part : List.of("$(", "\"$(", "'", "`", "(", "cd a;", "sh -c 'x", "env a=b ", "<", "${", "\\")) {
            assertThat(ShellCommands.read(part.repeat(100_000), RepositoryPlace.ROOT)
                            .size())
                    .as(part)
                    .isLessThan(20_000);
        }
    }
}
