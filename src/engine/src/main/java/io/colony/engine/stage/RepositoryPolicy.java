package io.colony.engine.stage;

import io.colony.engine.forge.Repository;
import io.colony.engine.gate.GateDefinition;
import io.colony.engine.gate.PolicyGates.PolicySettings;
import io.colony.engine.git.TrustedClone;
import java.util.List;
import java.util.Optional;

/**
 * What a repository asks for, read from its default branch: never from the change under review.
 *
 * @param gates in the order they run
 * @param requirePerson whether every approved change still waits for a person; default false
 * @param reworkRounds how often a change may come back from review before a person decides; default 3
 * @param automergeThreshold the lowest confidence of a resolved conflict that merges without a person; default 0.9
 * @param mergesWithoutGates whether an approving verdict alone merges where there are no gates; default false
 * @param agent the back end to use; empty for the installation's default
 * @param conventions what agents are told about this repository ({@code .colony/conventions.md}); may be empty
 * @param version a hash of all of it: a verdict counts only for the policy that it was given under
 */
public record RepositoryPolicy(
        List<GateDefinition> gates,
        PolicySettings policy,
        boolean requirePerson,
        int reworkRounds,
        double automergeThreshold,
        boolean mergesWithoutGates,
        Optional<String> agent,
        String conventions,
        String version) {

    /** Reads the policy of a repository as it stands at a commit of its default branch. */
    @FunctionalInterface
    public interface Reader {
        /** @throws io.colony.engine.ColonyException when the file at that commit is wrong; names file and line */
        RepositoryPolicy read(Repository repository, TrustedClone clone, String sha);
    }
}
