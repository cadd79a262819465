package io.colony.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrongPatchTest {
    private static final String BEFORE = "a\nb\nc\nd\ne\n";
    private static final String AFTER = "a\nB\nc\nnew\nd\n";

    /** As {@code git diff -U0} writes it: a changed line, an added one, one that is gone. */
    private static final String DIFF = """
            diff --git a/x b/x
            @@ -2 +2 @@ a
            -b
            +B
            @@ -3,0 +4 @@ c
            +new
            @@ -5 +5,0 @@ d
            -e
            """;

    private final WrongPatch patch = WrongPatch.of(BEFORE, AFTER, DIFF);

    @Test
    void eachPartCanBeLeftOutAlone() {
        assertThat(patch.parts()).isEqualTo(3);
        assertThat(patch.without(0)).isEqualTo("a\nb\nc\nnew\nd\n");
        assertThat(patch.without(1)).isEqualTo("a\nB\nc\nd\n");
        assertThat(patch.without(2)).isEqualTo("a\nB\nc\nnew\nd\ne\n");
    }

    @Test
    void markersStandAroundBothSides() {
        assertThat(patch.withMarkers(0)).isEqualTo("a\n<<<<<<< HEAD\nb\n=======\nB\n>>>>>>> change\nc\nnew\nd\n");
    }

    @Test
    void aNewFileIsOnePart() {
        WrongPatch added = WrongPatch.of("", "x\ny\n", "@@ -0,0 +1,2 @@");

        assertThat(added.parts()).isEqualTo(1);
        assertThat(added.without(0)).isEmpty();
    }
}
