package io.colony.engine.retrospective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathMentionsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "Change src/tally/Words.java, please. | src/tally/Words.java",
                "The file `list.txt` is wrong. | list.txt",
                "See list.txt:12 and (README.md). | list.txt README.md",
                "in ./docs/operations.md. | docs/operations.md",
                "\"bin/colony\" fails | bin/colony",
                "[{\"path\":\"src/a-b/c_d.tar.gz\"}] | src/a-b/c_d.tar.gz",
                ".github/workflows/ci.yml | .github/workflows/ci.yml",
                "src/größe/Maß.java | src/größe/Maß.java",
            })
    void findsPaths(String text, String expected) {
        assertThat(PathMentions.in(text)).containsExactlyElementsOf(List.of(expected.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "version 1.2.3 or 2.0",
        "e.g. this and i.e. that",
        "see https://example.org/a/b.html",
        "see //example.org/a",
        "/etc/passwd and ../../secret.txt",
        "and so on ... well.",
        "nothing at all",
    })
    void passesOverWhatIsNoPathOfARepository(String text) {
        assertThat(PathMentions.in(text)).isEmpty();
    }

    @Test
    void isBoundedAndDoesNotChokeOnALongLine() {
        assertThat(PathMentions.in("a/".repeat(3_000_000))).isEmpty();
        assertThat(PathMentions.in("a/b.txt ".repeat(10) + "x.y1 ".repeat(100_000)))
                .containsExactly("a/b.txt", "x.y1");
        StringBuilder many = new StringBuilder();
        for (int at = 0; at < 1_000; at++) {
            many.append("src/f").append(at).append(".txt ");
        }
        assertThat(PathMentions.in(many.toString())).hasSize(PathMentions.MOST);
    }

    @Property
    void findsWhateverPathProseMentions(@ForAll("paths") String path) {
        assertThat(PathMentions.in("Please look at `" + path + "`: it is wrong."))
                .contains(path);
        assertThat(PathMentions.isPath(path)).isTrue();
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> name =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(2).ofMaxLength(8);
        return name.list().ofMinSize(1).ofMaxSize(5).map(names -> String.join("/", names) + ".java");
    }

    @Property
    void neverThrows(@ForAll String text) {
        assertThat(PathMentions.in(text)).allMatch(path -> !path.startsWith("/") && !path.contains(".." + "/"));
    }
}
