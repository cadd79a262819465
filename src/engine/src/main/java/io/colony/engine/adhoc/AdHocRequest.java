package io.colony.engine.adhoc;

import io.colony.engine.ColonyException;
import io.colony.engine.command.CommandName;
import io.colony.engine.ledger.Usd;
import java.util.Optional;

/**
 * What somebody wants an agent to do.
 *
 * @param repository whose money it is, as {@code owner/name}
 * @param agent the installation's name of it; empty for the default
 * @param prompt what to do, in the words of somebody who may say so
 * @param data what it is about, in words that instruct nobody; may be empty
 * @param write whether it may change files and run commands
 * @param ceiling what it may cost, at least a cent; empty for the ceiling per run, which it is never above
 * @param place where it runs, for people
 * @param by who asks
 * @param name of the request: the same one asked again is the same run
 */
public record AdHocRequest(
        String repository,
        Optional<String> agent,
        String prompt,
        String data,
        boolean write,
        Optional<Usd> ceiling,
        String place,
        String by,
        CommandName name) {
    private static final Usd LEAST = Usd.of("0.01");

    /** Refuses with a {@link ColonyException} what leaves nothing to run with: ledgers reserve what a run may cost. */
    public AdHocRequest {
        if (ceiling.filter(usd -> usd.compareTo(LEAST) < 0).isPresent()) {
            throw new ColonyException("A ceiling of " + ceiling.get() + " leaves nothing to run with. Name at least "
                    + LEAST + ", or none: then it is the one per run.");
        }
    }

    /** As the ledger books it and prompts are written for it. */
    String stage() {
        return write ? "prompt-write" : "prompt";
    }
}
