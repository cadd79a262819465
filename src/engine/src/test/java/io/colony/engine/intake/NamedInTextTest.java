package io.colony.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.issue.IssueKey;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NamedInTextTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("Depends on #12.", List.of("a/b#12")),
                Arguments.of("depends on: #12", List.of("a/b#12")),
                Arguments.of("Blocked by other/repo.js#7", List.of("other/repo.js#7")),
                Arguments.of("Depends on #1, #2 and c/d#3; thanks.", List.of("a/b#1", "a/b#2", "c/d#3")),
                Arguments.of("depends on #1, and #2", List.of("a/b#1", "a/b#2")),
                Arguments.of("Depends on #4\nBlocked by #5 and #4", List.of("a/b#4", "a/b#5")),
                Arguments.of("Depends on\n#6", List.of("a/b#6")),
                Arguments.of("It depends on the weather. See #7.", List.of()),
                Arguments.of("independs on #7", List.of()),
                Arguments.of("Depends on #07", List.of()),
                Arguments.of("Depends on #7abc", List.of()),
                Arguments.of("Depends on #99999999999999999999", List.of()),
                Arguments.of("> Depends on #7", List.of()),
                Arguments.of("Write `depends on #7` there.", List.of()),
                Arguments.of("```\ndepends on #7\n```\nDepends on #8", List.of("a/b#8")),
                Arguments.of("~~~ text\ndepends on #7\n```\ndepends on #9\n~~~", List.of()),
                Arguments.of("", List.of()));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("texts")
    void reads(String text, List<String> expected) {
        assertThat(NamedInText.dependencies("a/b", text))
                .extracting(IssueKey::toString)
                .isEqualTo(expected);
    }

    @Property
    void anythingIsReadAndNeverMoreThanEnough(@ForAll String words) {
        String many = "depends on " + "#1, ".repeat(50) + words + " blocked by #2 depends on #3 " + words;

        assertThat(NamedInText.dependencies("a/b", many)).hasSizeLessThanOrEqualTo(NamedInText.MOST);
    }
}
