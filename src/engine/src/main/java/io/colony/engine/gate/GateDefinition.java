package io.colony.engine.gate;

import java.time.Duration;

/**
 * A check of the repository, from {@code .colony/config.yaml} of its default branch.
 *
 * @param name unique in the repository, such as {@code tests}
 * @param command run by {@code sh -c} in the root of a fresh clone, without any credential
 * @param timeout after which it counts as could-not-run; default 10 min
 */
public record GateDefinition(String name, String command, Duration timeout) {}
