package io.colony.bench.browser;

import java.util.ArrayList;
import java.util.List;

/** What a crowd of readers has seen since it was last cleared. Used by one thread. */
final class Tally {
    private static final int MOST_PROBLEMS = 20;

    private long signals;
    private long pages;
    private long unchanged;
    private long bytes;
    private final List<String> problems = new ArrayList<>();

    void signal() {
        signals++;
    }

    void page(int length) {
        pages++;
        bytes += length;
    }

    void unchanged() {
        unchanged++;
    }

    /** Something that no reader should see. */
    void problem(String words) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(words);
        }
    }

    void clear() {
        signals = 0;
        pages = 0;
        unchanged = 0;
        bytes = 0;
        problems.clear();
    }

    Report.Counts counts() {
        return new Report.Counts(signals, pages, unchanged, bytes);
    }

    List<String> problems() {
        return List.copyOf(problems);
    }
}
