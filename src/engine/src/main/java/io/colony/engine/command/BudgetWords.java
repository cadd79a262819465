package io.colony.engine.command;

import io.colony.engine.command.SlashCommand.Budget;
import io.colony.engine.command.SlashCommand.Invalid;
import io.colony.engine.ledger.Usd;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** What stands behind {@code budget}: one amount. Whoever writes another is told what is wrong with it. */
final class BudgetWords {
    private static final Pattern AMOUNT = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");
    private static final int MOST_DIGITS = 6;

    private BudgetWords() {}

    /** @param reason what stands below the line; may be blank */
    static SlashCommand read(String prefix, String amount, String reason) {
        return problem(amount)
                .<SlashCommand>map(problem -> new Invalid(problem + " Name the new ceiling of the issue itself, in US"
                        + " dollars and nothing else: /" + prefix + ":budget 7.50"))
                .orElseGet(() -> new Budget(Usd.of(amount), reason));
    }

    private static Optional<String> problem(String amount) {
        if (amount.isEmpty()) {
            return Optional.of("A budget needs an amount.");
        }
        if (AMOUNT.matcher(amount).matches()) {
            return outOfRange(amount);
        }
        if (amount.indexOf(' ') >= 0 || amount.indexOf('\t') >= 0) {
            return Optional.of("One number is all that may follow; a reason goes into the lines below.");
        }
        if (amount.startsWith("$")) {
            return Optional.of("The amount stands without a dollar sign.");
        }
        if (amount.startsWith("-")) {
            return Optional.of("A ceiling cannot be negative.");
        }
        return Optional.of(
                amount.indexOf(',') >= 0
                        ? "Decimals stand behind a point, and nothing separates thousands."
                        : "The amount is not a decimal number.");
    }

    private static Optional<String> outOfRange(String amount) {
        String[] parts = amount.split("\\.", 2);
        if (parts[0].length() > MOST_DIGITS) {
            return Optional.of("The amount is more than any ceiling here can be.");
        }
        if (parts.length == 2 && parts[1].length() > MOST_DIGITS) {
            return Optional.of("The amount has more than " + MOST_DIGITS + " decimals.");
        }
        return new BigDecimal(amount).signum() > 0
                ? Optional.empty()
                : Optional.of("A ceiling of nothing would stop the issue for good.");
    }
}
