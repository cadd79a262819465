package io.colony.engine.gate;

import java.time.Duration;
import java.util.List;

/**
 * A check of the repository, from {@code .colony/config.yaml} of its default branch.
 *
 * @param name unique in the repository, such as {@code tests}
 * @param command run by {@code sh -c} in the root of a fresh clone, without any credential
 * @param timeout after which it counts as could-not-run; default 10 min
 * @param reports globs of the JUnit XML files that it writes below the checkout; empty where its tests are not compared
 */
public record GateDefinition(String name, String command, Duration timeout, List<String> reports) {
    public GateDefinition {
        reports = List.copyOf(reports);
    }

    /** A gate of which only the exit code counts. */
    public GateDefinition(String name, String command, Duration timeout) {
        this(name, command, timeout, List.of());
    }
}
