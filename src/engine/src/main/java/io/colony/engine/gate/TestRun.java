package io.colony.engine.gate;

import java.util.HashSet;
import java.util.Set;

/**
 * The tests that a gate's reports list, each by its identity: class, {@code #}, name. The second test of one identity
 * is called {@code identity (2)} and so on.
 */
public record TestRun(Set<String> passed, Set<String> failed, Set<String> skipped) {
    public TestRun {
        passed = Set.copyOf(passed);
        failed = Set.copyOf(failed);
        skipped = Set.copyOf(skipped);
    }

    /** What was run, whatever came of it. */
    public Set<String> executed() {
        Set<String> executed = new HashSet<>(passed);
        executed.addAll(failed);
        return executed;
    }

    /** In words, such as {@code 12 tests ran, 2 of them failed, 1 was skipped}. */
    String words() {
        int ran = passed.size() + failed.size();
        return ran + (ran == 1 ? " test" : " tests") + " ran"
                + (failed.isEmpty() ? "" : ", " + failed.size() + " of them failed")
                + (skipped.isEmpty()
                        ? ""
                        : ", " + skipped.size() + (skipped.size() == 1 ? " was" : " were") + " skipped");
    }
}
