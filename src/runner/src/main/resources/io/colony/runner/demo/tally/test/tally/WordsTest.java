package tally;

import java.util.List;

final class WordsTest {
    private WordsTest() {}

    static void countsInSingularAndPlural() {
        Expect.equal(Words.count(1, "file", "files"), "1 file");
        Expect.equal(Words.count(0, "file", "files"), "0 files");
    }

    static void shortensWithAnEllipsis() {
        Expect.equal(Words.shorten("abcdef", 6), "abcdef");
        Expect.equal(Words.shorten("abcdef", 4), "abc\u2026");
        Expect.refused(() -> Words.shorten("a", 0), "at least 1");
    }

    static void joinsWithAnd() {
        Expect.equal(Words.join(List.of("a")), "a");
        Expect.equal(Words.join(List.of("a", "b", "c")), "a, b and c");
    }
}
