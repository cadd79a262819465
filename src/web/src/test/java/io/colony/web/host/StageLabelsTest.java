package io.colony.web.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.engine.config.ConfigException;
import org.junit.jupiter.api.Test;

class StageLabelsTest {
    @Test
    void takesAStageToItsLabelAndOthersToTheDefault() {
        StageLabels labels = StageLabels.parse("develop: colony && linux\n\n  merge :colony-large \n");
        assertThat(labels.of("develop")).isEqualTo("colony && linux");
        assertThat(labels.of("merge")).isEqualTo("colony-large");
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

    @Test
    void whatIsNearerCounts() {
        StageLabels both = StageLabels.parse("develop: a\nreview: b").under(StageLabels.parse("review: c"));
        assertThat(both.of("develop")).isEqualTo("a");
        assertThat(both.of("review")).isEqualTo("c");
    }

    /** Who may configure a folder is not to choose where the token goes. */
    @Test
    void trustedGitWorkIsPlacedForTheWholeHostAlone() {
        StageLabels smuggled = StageLabels.parse("trusted: mine");
        assertThat(StageLabels.parse("trusted: ours").under(smuggled).trusted()).isEqualTo("ours");
        assertThat(StageLabels.parse("").under(smuggled).trusted()).isEqualTo("colony-trusted");
        assertThatThrownBy(() -> StageLabels.ofPart("review: c\ntrusted: mine", ""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("administrators");
    }

    /** Such a stage's builds would wait for ever, and only the queue would say why. */
    @Test
    void noStageRunsWhereTrustedGitWorkIsDone() {
        assertThatThrownBy(() -> StageLabels.ofHost("merge: colony-trusted"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("merge")
                .hasMessageContaining("'colony-trusted'");
        assertThatThrownBy(() -> StageLabels.ofHost("trusted: ours && linux\nmerge: (ours&&linux)"))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> StageLabels.ofHost("trusted: colony")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> StageLabels.ofPart("merge: ours", "trusted: ours"))
                .isInstanceOf(ConfigException.class);
        assertThat(StageLabels.ofHost("trusted: ours\nmerge: colony-trusted").of("merge"))
                .isEqualTo("colony-trusted");
        assertThat(StageLabels.ofPart("merge: large", "no lines at all").of("merge"))
                .isEqualTo("large");
    }

    @Test
    void linesThatCannotBeReadNameNoPlaceForTrustedGitWork() {
        assertThat(StageLabels.trusted("trusted: ours && linux")).contains("ours && linux");
        assertThat(StageLabels.trusted("")).contains("colony-trusted");
        assertThat(StageLabels.trusted("trusted ours")).isEmpty();
    }

    @Test
    void namesOnTheCodeHostAreReadTheSameWay() {
        Logins logins = Logins.parse("ada@example.org: ada-l\n\nbob: robert");
        assertThat(logins.of("ada@example.org")).isEqualTo("ada-l");
        assertThat(logins.of("carl")).isEqualTo("carl");
        assertThatThrownBy(() -> Logins.parse("ada"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("Names on the code host, line 1");
    }
}
