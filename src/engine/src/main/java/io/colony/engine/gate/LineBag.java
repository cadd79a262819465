package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lines of which each counts as often as it stands there. One thread. */
final class LineBag {
    private final Map<String, Integer> counts = new HashMap<>();

    void addAll(Collection<String> lines) {
        lines.forEach(line -> counts.merge(line, 1, Integer::sum));
    }

    /** Takes one such line out; {@code false} where there is none. */
    boolean take(String line) {
        int count = counts.getOrDefault(line, 0);
        if (count > 0) {
            counts.put(line, count - 1);
        }
        return count > 0;
    }

    /** What is left of the first when each of the second takes one equal to it away. */
    static List<String> without(Collection<String> lines, Collection<String> others) {
        LineBag bag = new LineBag();
        bag.addAll(others);
        List<String> left = new ArrayList<>(lines);
        left.removeIf(bag::take);
        return left;
    }
}
