package io.colony.engine.gate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A check of the repository, from {@code .colony/config.yaml} of its default branch.
 *
 * @param name unique in the repository, such as {@code tests}
 * @param command run by {@code sh -c} in the root of a fresh clone of its own, without any credential
 * @param timeout after which it counts as could-not-run; default 10 min
 * @param reports globs of the JUnit XML files that it writes below the checkout; empty where its tests are not compared
 * @param buildsOn the gate before it whose build results it finds in its clone; empty where it finds the commit alone
 */
public record GateDefinition(
        String name, String command, Duration timeout, List<String> reports, Optional<String> buildsOn) {
    public GateDefinition {
        reports = List.copyOf(reports);
    }

    /** A gate that builds on no other. */
    public GateDefinition(String name, String command, Duration timeout, List<String> reports) {
        this(name, command, timeout, reports, Optional.empty());
    }

    /** A gate of which only the exit code counts. */
    public GateDefinition(String name, String command, Duration timeout) {
        this(name, command, timeout, List.of());
    }

    /** Those of the gates that are named, and all that they build on, in their order. */
    public static List<GateDefinition> withWhatTheyBuildOn(List<GateDefinition> gates, Set<String> names) {
        Set<String> needed = new HashSet<>(names);
        List<GateDefinition> found = new ArrayList<>();
        for (GateDefinition gate : gates.reversed()) {
            if (needed.contains(gate.name())) {
                found.add(gate);
                gate.buildsOn().ifPresent(needed::add);
            }
        }
        return List.copyOf(found.reversed());
    }
}
