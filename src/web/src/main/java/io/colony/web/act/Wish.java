package io.colony.web.act;

import io.colony.engine.command.BudgetCommand;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.web.access.Permissions;
import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import io.colony.web.exchange.Addresses;
import io.colony.web.exchange.Problem;
import io.colony.web.exchange.RequestProblem;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What somebody asks for, by whichever door. Checked for its form; whether it can be done is the engine's to say.
 *
 * @param action its name, such as {@code retry} or {@code budget}
 * @param id names it, so that it is carried out once however often it comes
 * @param source {@code pages} or {@code api}
 */
record Wish(
        IssueKey key,
        String action,
        String reason,
        Optional<String> head,
        Optional<String> argument,
        String id,
        String source) {
    static final String BUDGET = "budget";

    private static final int LONGEST = 4_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{8,100}");
    private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,6})?");

    Wish {
        if (!ID.matcher(id).matches()) {
            throw bad(
                    "Each command has a name of its own, 8 to 100 letters, digits, dots, colons or hyphens: the header"
                            + " Idempotency-Key, or the hidden field of the form. Load the page again.");
        }
        if (reason.length() > LONGEST || argument.orElse("").length() > LONGEST) {
            throw bad("A reason has at most " + LONGEST + " characters.");
        }
    }

    /** The role that it takes. */
    static Role role(String action) {
        return OperatorAction.named(action).map(Permissions::toDo).orElse(Role.OPERATE);
    }

    OperatorAnswer of(Visitor visitor, Commands commands) {
        Role role = role(action);
        if (!visitor.may(role)) {
            throw new RequestProblem(Problem.forbidden(role));
        }
        // By whom it came is part of its name: nobody hears what another one's command was answered.
        String name = visitor.login() + ":" + key + ":" + action + ":" + id;
        if (action.equals(BUDGET)) {
            return commands.raise(new BudgetCommand(key, amount(), visitor.login(), reason, source, name));
        }
        OperatorAction known = OperatorAction.named(action).orElseThrow(Addresses::unknown);
        return commands.carryOut(
                new OperatorCommand(key, known, visitor.login(), head, reason, source, name, argument));
    }

    private Usd amount() {
        String text = argument.map(String::strip).orElse("");
        if (!AMOUNT.matcher(text).matches()) {
            throw bad("A ceiling is an amount in dollars, such as 7.50.");
        }
        return new Usd(new BigDecimal(text));
    }

    private static RequestProblem bad(String why) {
        return new RequestProblem(Problem.badRequest(why));
    }
}
