package io.colony.bench.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether what readers last saw is what there is. Pure. */
final class LastViews {
    private LastViews() {}

    /**
     * The differences, in words.
     *
     * @param views per page how many readers have last seen which version of it
     * @param fresh each page's version now
     */
    static List<String> violations(Map<String, Map<String, Integer>> views, Map<String, String> fresh) {
        List<String> violations = new ArrayList<>();
        views.forEach((page, versions) -> {
            int old = versions.entrySet().stream()
                    .filter(version -> !plain(version.getKey()).equals(fresh.get(page)))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            if (old > 0) {
                int all = versions.values().stream().mapToInt(Integer::intValue).sum();
                violations.add(old + " of " + all + " readers of " + page + " were left with an old one");
            }
        });
        return violations;
    }

    /** A version's tag, as an answer without compression has it. */
    static String plain(String tag) {
        return tag.replace("-gzip\"", "\"");
    }
}
