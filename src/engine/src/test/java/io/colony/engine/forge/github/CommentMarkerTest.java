package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.forge.ForgeException;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommentMarkerTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "one line", "several\n\nlines\n", "  spaces  ", "<!-- colony:other -->"})
    void readsBackWhatWasWritten(String body) {
        String written = CommentMarker.add(body, "transition-12-3");

        assertThat(CommentMarker.read(written))
                .isEqualTo(new CommentMarker.Marked(body, Optional.of("transition-12-3")));
        assertThat(CommentMarker.read(written.replace("\n\n<!--", "\r\n\r\n<!--") + "\n")
                        .marker())
                .contains("transition-12-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "<!-- colony:m --> and more", "<!-- other:m -->", "<!-- colony:a b -->"})
    void takesNothingElseForAMarker(String text) {
        assertThat(CommentMarker.read(text)).isEqualTo(new CommentMarker.Marked(text, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a-->b", "a--b", "-a", "a\nb", "a<b"})
    void refusesAMarkerThatCouldEndItsComment(String marker) {
        assertThatThrownBy(() -> CommentMarker.add("x", marker)).isInstanceOf(ForgeException.class);
    }
}
