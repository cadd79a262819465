package io.colony.bench.readers;

import io.colony.bench.readers.Demonstration.Filed;
import io.colony.engine.issue.IssueKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who looks at what. */
final class Audience {
    private Audience() {}

    /**
     * How many readers each page has: of all, three tenths look at the list of issues, a quarter at the board, three
     * twentieths at what needs attention, and the rest at the pages of the issues that are worked on, at each as many.
     */
    static Map<String, Integer> of(int readers, Filed filed) {
        Map<String, Integer> pages = new LinkedHashMap<>();
        pages.put("/", readers * 30 / 100);
        pages.put("/board", readers * 25 / 100);
        pages.put("/attention", readers * 15 / 100);
        int left = readers - pages.values().stream().mapToInt(Integer::intValue).sum();
        List<String> keys = new ArrayList<>(List.of(filed.asked()));
        keys.addAll(filed.issues());
        for (int i = 0; i < left; i++) {
            pages.merge(page(keys.get(i % keys.size())), 1, Integer::sum);
        }
        return pages;
    }

    /** The address of an issue's page. */
    static String page(String key) {
        IssueKey issue = IssueKey.parse(key);
        return "/issues/" + issue.repository() + "/" + issue.number();
    }
}
