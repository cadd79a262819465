package io.colony.engine.gate;

import io.colony.engine.process.StopSignal;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a repository's checks in a fresh checkout, in order, under supervision and without any credential.
 *
 * <p>Every definition gets a result: a gate that cannot be started, exits with 126 or 127, or takes too long is {@code
 * COULD_NOT_RUN}, never a pass. A red gate is run again, at most twice: red then green is a pass that is marked flaky.
 *
 * <p>A gate that declares reports has passed only where they appeared; its result lists their tests. One that removes its
 * checkout is {@code COULD_NOT_RUN}.
 */
public interface GateRunner {
    /**
     * Runs the gates one after the other.
     *
     * @param directory the checkout
     * @param home an empty directory that becomes {@code HOME}
     * @param stop ends the running gate; it and the rest are then {@code COULD_NOT_RUN}
     */
    List<GateResult> run(List<GateDefinition> gates, Path directory, Path home, StopSignal stop);
}
