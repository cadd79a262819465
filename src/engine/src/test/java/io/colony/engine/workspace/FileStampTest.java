package io.colony.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FileStampTest {
    private static final FileStamp STAMP = new FileStamp(1_000, 900, 1, 2, 3);

    @Test
    void isUnchangedOnlyWhenItIsTheSameAndOlderThanTheMoment() {
        assertThat(STAMP.unchangedSince(1_001, Optional.of(STAMP))).isTrue();
        assertThat(STAMP.unchangedSince(1_000, Optional.of(STAMP)))
                .as("a change in the tick of the stamp would look the same")
                .isFalse();
        assertThat(STAMP.unchangedSince(1_001, Optional.empty())).isFalse();
    }

    @Test
    void isChangedByASingleDifferenceHoweverSmall() {
        assertThat(STAMP.unchangedSince(2_000, Optional.of(new FileStamp(1_001, 900, 1, 2, 3))))
                .isFalse();
        assertThat(STAMP.unchangedSince(2_000, Optional.of(new FileStamp(1_000, 901, 1, 2, 3))))
                .isFalse();
        assertThat(STAMP.unchangedSince(2_000, Optional.of(new FileStamp(1_000, 900, 9, 2, 3))))
                .isFalse();
        assertThat(STAMP.unchangedSince(2_000, Optional.of(new FileStamp(1_000, 900, 1, 9, 3))))
                .isFalse();
        assertThat(STAMP.unchangedSince(2_000, Optional.of(new FileStamp(1_000, 900, 1, 2, 9))))
                .isFalse();
    }
}
