package io.colony.web.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.config.ConfigException;
import org.junit.jupiter.api.Test;

class StageLabelsTest {
    @Test
    void takesAStageToItsLabelAndOthersToTheDefault() {
        StageLabels labels = StageLabels.parse("develop: colony && linux\n\n  merge :colony-trusted \n");
        assertThat(labels.of("develop")).isEqualTo("colony && linux");
        assertThat(labels.of("merge")).isEqualTo("colony-trusted");
        assertThat(labels.of("review")).isEqualTo("colony");
    }

    @Test
    void needsNone() {
        assertThat(StageLabels.parse("").of("develop")).isEqualTo("colony");
    }

    @Test
    void namesTheLineThatIsNone() {
        assertThatThrownBy(() -> StageLabels.parse("develop: colony\nmerge"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("'merge'");
    }

    @Test
    void refusesAStageThatIsNamedTwice() {
        assertThatThrownBy(() -> StageLabels.parse("merge: a\nmerge: b"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("line 2: merge is named twice");
    }
}
