package io.colony.engine.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Lists of lines in which each counts as often as it stands there. */
final class Texts {
    private Texts() {}

    /** What is left of the first when each of the second takes one equal to it away. */
    static List<String> without(Collection<String> texts, Collection<String> others) {
        List<String> left = new ArrayList<>(texts);
        others.forEach(left::remove);
        return left;
    }
}
