package tally;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Amounts of money as people read them. */
public final class Money {
    private Money() {}

    /** Such as {@code 1,234.50 EUR}; rounds half to even. */
    public static String format(BigDecimal amount, String currency) {
        DecimalFormat form = new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.ROOT));
        form.setRoundingMode(RoundingMode.HALF_EVEN);
        return form.format(amount) + " " + currency;
    }
}
