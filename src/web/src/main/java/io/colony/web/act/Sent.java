package io.colony.web.act;

import io.colony.engine.command.CommandName;
import io.colony.engine.ledger.Usd;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import io.colony.web.exchange.Problem;
import io.colony.web.exchange.RequestProblem;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What came with a command, by whichever door. Checked for its form; whether it can be done is the engine's to say.
 *
 * @param fields what a form or a JSON object says, without empty ones
 * @param id names it, so that it is carried out once however often it comes
 * @param source {@code pages} or {@code api}
 */
record Sent(Visitor visitor, Map<String, String> fields, String id, String source) {
    /** Names of fields. */
    static final String REASON = "reason";

    static final String HEAD = "head_sha";
    static final String ARGUMENT = "argument";
    static final String SCOPE = "scope";
    static final String KEY = "key";

    private static final int LONGEST = 4_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{8,100}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,6})?");

    Sent {
        fields = Map.copyOf(fields);
        if (!ID.matcher(id).matches()) {
            throw bad(
                    "Each command has a name of its own, 8 to 100 letters, digits, dots, colons or hyphens: the header"
                            + " Idempotency-Key, or the hidden field of the form. Load the page again.");
        }
        if (fields.values().stream().anyMatch(text -> text.length() > LONGEST)) {
            throw bad("A reason has at most " + LONGEST + " characters.");
        }
    }

    /** Refuses a visitor who lacks the role. */
    void needs(Role role) {
        if (!visitor.may(role)) {
            throw new RequestProblem(Problem.forbidden(role));
        }
    }

    String login() {
        return visitor.login();
    }

    String reason() {
        return text(REASON).orElse("");
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** One that has to be there. */
    String required(String name) {
        return text(name).orElseThrow(() -> bad("'" + name + "' is missing."));
    }

    Usd amount() {
        String text = text(ARGUMENT).orElse("");
        if (!AMOUNT.matcher(text).matches()) {
            throw bad("A ceiling is an amount in dollars, such as 7.50.");
        }
        return new Usd(new BigDecimal(text));
    }

    /** By whom it came is part of its name: nobody hears what another one's command was answered. */
    CommandName name(String about, String action) {
        return new CommandName(source, visitor.login() + ":" + about + ":" + action + ":" + id);
    }

    private static RequestProblem bad(String why) {
        return new RequestProblem(Problem.badRequest(why));
    }
}
