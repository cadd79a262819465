package io.colony.engine.intake;

import io.colony.engine.forge.Forge.PullRequest;
import java.util.Optional;

/**
 * What the code host says about a pull request at one moment.
 *
 * @param mergeSha the commit on the base branch that holds the change, where it is merged
 * @param login who did it, as far as the code host says; {@code somebody} where it does not
 */
public record PullRequestFact(
        long number, PullRequest.State state, String headSha, Optional<String> mergeSha, String login) {
    /** What nobody is named for. */
    public static final String SOMEBODY = "somebody";

    /** As read from the code host, which does not say who did it. */
    public static PullRequestFact of(PullRequest read) {
        return new PullRequestFact(read.number(), read.state(), read.headSha(), read.mergeSha(), SOMEBODY);
    }
}
