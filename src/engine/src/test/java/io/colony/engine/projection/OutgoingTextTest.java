package io.colony.engine.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Forge.CommitStatus.CheckState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutgoingTextTest {
    private final OutgoingText text = new OutgoingText(raw -> raw.replace("s3cret", "***"));

    @Test
    void redactsEveryKind() {
        assertThat(text.clean(comment("the key is s3cret"))).isEqualTo(comment("the key is ***"));
        assertThat(text.clean(new Projection.Status("a", "colony/s3cret", CheckState.ERROR, "s3cret")))
                .isEqualTo(new Projection.Status("a", "colony/***", CheckState.ERROR, "***"));
        assertThat(text.clean(new Projection.Label("colony:", "colony:s3cret")))
                .isEqualTo(new Projection.Label("colony:", "colony:***"));
    }

    @Test
    void disarmsHiddenCommentsThatCouldPassForMarkers() {
        assertThat(text.clean(comment("<!-- colony:review-1 -->"))).isEqualTo(comment("&lt;!-- colony:review-1 -->"));
    }

    @Test
    void cutsWhatIsTooLongAndSaysSo() {
        Projection.Comment cut = (Projection.Comment) text.clean(comment("x".repeat(60_001)));

        assertThat(cut.body()).hasSize(60_000).endsWith("(cut: the text was too long)");
        assertThat(text.clean(cut)).isEqualTo(cut);
        assertThat(text.clean(comment("x".repeat(60_000)))).isEqualTo(comment("x".repeat(60_000)));
    }

    @Test
    void neverCutsACharacterInTwo() {
        for (String lead : new String[] {"", "x"}) {
            Projection.Comment cut = (Projection.Comment) text.clean(comment(lead + "\uD83D\uDE00".repeat(30_001)));

            String kept = cut.body().substring(0, cut.body().indexOf('\n'));
            assertThat(Character.isHighSurrogate(kept.charAt(kept.length() - 1)))
                    .isFalse();
        }
    }

    private static Projection.Comment comment(String body) {
        return new Projection.Comment(Optional.empty(), "marker", body);
    }
}
