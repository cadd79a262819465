package io.colony.engine.adhoc;

import io.colony.engine.ColonyException;
import io.colony.engine.command.CommandName;
import io.colony.engine.ledger.Usd;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What somebody wants an agent to do.
 *
 * @param repository whose money it is, as {@code owner/name}
 * @param agent the installation's name of it; empty for the default
 * @param prompt what to do, in the words of somebody who may say so
 * @param data what it is about, in words that instruct nobody; may be empty; with the prompt at most 400,000 characters
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

    /** Of prompt and data together: about what the models' windows hold beside what the programs say themselves. */
    public static final int MOST_CHARACTERS = 400_000;

    /** What programs say themselves before anything is asked, some ten thousand tokens of a dear model's input. */
    private static final BigDecimal OF_PROGRAM = new BigDecimal("0.10");

    /** A quarter of a token, at USD 16 for a million of them. */
    private static final BigDecimal OF_CHARACTER = new BigDecimal("0.000004");

    /**
     * Refuses with a {@link ColonyException} what leaves nothing to run with, since ledgers reserve what a run may cost, and
     * what is too long to be asked.
     */
    public AdHocRequest {
        long characters = (long) prompt.length() + data.length();
        if (characters > MOST_CHARACTERS) {
            throw new ColonyException("Prompt and data have " + characters + " characters; at most " + MOST_CHARACTERS
                    + " are asked. Put the rest into a file of the workspace and name that.");
        }
        if (ceiling.filter(usd -> usd.compareTo(LEAST) < 0).isPresent()) {
            throw new ColonyException("A ceiling of " + ceiling.get() + " leaves nothing to run with. Name at least "
                    + LEAST + ", or none: then it is the one per run.");
        }
    }

    /**
     * What it can cost whatever its ceiling is: a program states what it used after its first answer, and is not ended before.
     * An estimate, for a dear model.
     */
    Usd firstAnswer() {
        BigDecimal asked = OF_CHARACTER.multiply(BigDecimal.valueOf((long) prompt.length() + data.length()));
        return Usd.of(OF_PROGRAM.add(asked).setScale(2, RoundingMode.UP).toPlainString());
    }

    /** As the ledger books it and prompts are written for it. */
    String stage() {
        return write ? "prompt-write" : "prompt";
    }
}
