package io.colony.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConflictedFileTest {
    private static String conflict(String ours, String base, String theirs) {
        return "top\n" + "<".repeat(41) + " ours\n" + ours + "|".repeat(41) + " base\n" + base + "=".repeat(41) + "\n"
                + theirs + ">".repeat(41) + " theirs\n" + "end\n";
    }

    @Test
    void linesThatTheTreeLacksStayOut() {
        assertThat(ConflictedFile.resolve(conflict("a\n", "a\nearlier\n", "a\nearlier\nmine\n")))
                .contains("top\na\nmine\nend\n");
    }

    @Test
    void whatIsAddedStandsBehindWhatTheTreeHasInstead() {
        assertThat(ConflictedFile.resolve(conflict("nothing yet\n", "earlier\n", "earlier\nmine\n")))
                .contains("top\nnothing yet\nmine\nend\n");
    }

    @Test
    void aCommitThatChangesLinesThereHasNoAnswer() {
        assertThat(ConflictedFile.resolve(conflict("a\n", "earlier\n", "changed\n")))
                .isEmpty();
    }

    @Test
    void aFileWithoutConflictsStays() {
        assertThat(ConflictedFile.resolve("a\n======= no marker\nb")).contains("a\n======= no marker\nb");
    }
}
