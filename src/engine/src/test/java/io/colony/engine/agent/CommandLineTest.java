package io.colony.engine.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {
    @Test
    void splitsAsAShellWould() {
        assertThat(CommandLine.split(
                        "  /opt/agent --model 'big one' --say \"it's \\\"fine\\\" \\x\" a\\ b '' x'y'\"z\" "))
                .containsExactly("/opt/agent", "--model", "big one", "--say", "it's \"fine\" \\x", "a b", "", "xyz");
    }

    @Test
    void expandsNothing() {
        assertThat(CommandLine.split("agent *.txt ~ '$HOME' \\$5 # all"))
                .containsExactly("agent", "*.txt", "~", "$HOME", "$5", "#", "all");
    }

    @Test
    void joinsLinesThatABackslashContinues() {
        assertThat(CommandLine.split("agent \\\n --x")).containsExactly("agent", "--x");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "agent 'open~character 7: a single quote is opened",
                "agent \"open~character 7: a double quote is opened",
                "agent x\\~character 8: a backslash stands at the end",
                "agent | tee log~'|' is for a shell",
                "agent $HOME/x~'$' is for a shell",
                "agent \"`id`\"~'`' is for a shell",
                "agent > out~sh -c",
                "^   ^~names no program",
                "'' x~names no program"
            })
    void namesWhatIsWrongAndWhere(String text, String message) {
        assertThatThrownBy(() -> CommandLine.split(text))
                .isInstanceOf(AgentException.class)
                .hasMessageContaining(message);
    }

    @Property(tries = 200)
    void readsBackWhateverIsQuoted(@ForAll @Size(min = 1, max = 5) List<@NotEmpty String> words) {
        String quoted = words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));

        assertThat(CommandLine.split(quoted)).isEqualTo(words);
    }
}
