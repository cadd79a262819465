package io.colony.engine.recovery.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevertMessageTest {
    private static final String MERGE = "1234567890abcdef1234567890abcdef12345678";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Revert \"Add it\"\n\nThis reverts commit 1234567890abcdef1234567890abcdef12345678.",
                "Back it out\n\nThis reverts commit 1234567.",
                "x\n\nthis reverts merge commit 1234567890AB, reversing\nchanges made to fffffff.",
                "Revert \"Add it\" (#99)\n\nReverts acme/shop#12",
                "Revert \"Add it\"\n\nReverts Acme/Shop#12.",
                "Revert it\n\nReverts pull request #12",
                "Revert it\n\nReverts merge request !12",
                "Revert \"Add it\"",
                "Revert \"Add it\" (#99)",
            })
    void theFormsOfGitAndOfCodeHostsNameTheChange(String message) {
        assertThat(names(message)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Add it",
                "",
                "Revert \"Another\"",
                "Revert \"Add it\" properly",
                "Revert \"Revert \"Add it\"\"",
                "Revert \"Add it\"\n\nThis reverts commit fedcba9876543210.",
                "Revert \"Add it\"\n\nReverts acme/shop#13",
                "x\n\nReverts acme/docs#12",
                "x\n\nReverts #123",
                "This reverts commit 123456",
                "This partially Reverts #12",
                "Reapply \"Add it\"\n\nThis reverts commit 0000000000.",
            })
    void whatNamesSomethingElseOrNothingDoesNot(String message) {
        assertThat(names(message)).isFalse();
    }

    @Test
    void aLongMessageIsReadInTheTimeOfItsLength() {
        String spite = "Revert \"" + "a\" (#1".repeat(20_000) + "\n\nReverts " + "a/".repeat(20_000);

        assertThat(names(spite)).isFalse();
    }

    private static boolean names(String message) {
        return RevertMessage.of(message).names("acme/shop", Set.of(MERGE), Optional.of(12L), Set.of("Add it"));
    }
}
