package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.ledger.Price;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prices per million tokens. */
public final class PriceList {
    private final List<Price> prices;

    public PriceList(List<Price> prices) {
        this.prices = prices;
    }

    /** A line per price. */
    public List<String> table() {
        TextTable table = new TextTable(
                "MODEL",
                "FROM",
                "#INPUT",
                "#OUTPUT",
                "#CACHE READ",
                "#WRITE 5M",
                "#WRITE 1H",
                "CHECKED",
                "WHERE",
                "NOTE");
        prices.forEach(price -> table.row(
                price.model(),
                price.from().toString(),
                dollars(price.input()),
                dollars(price.output()),
                dollars(price.cacheRead()),
                dollars(price.cacheWrite()),
                price.cacheWrite1h().map(PriceList::dollars).orElse("-"),
                price.source().checked().map(LocalDate::toString).orElse("-"),
                price.source().file() + ":" + price.source().line(),
                price.note().orElse("")));
        return table.lines();
    }

    /** The same as JSON; amounts as text. */
    public ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        prices.forEach(price -> {
            ObjectNode node = array.addObject()
                    .put("model", price.model())
                    .put("from", price.from().toString())
                    .put("input_usd", price.input().toPlainString())
                    .put("output_usd", price.output().toPlainString())
                    .put("cache_read_usd", price.cacheRead().toPlainString())
                    .put("cache_write_usd", price.cacheWrite().toPlainString())
                    .put("cache_write_1h_usd", text(price.cacheWrite1h()))
                    .put("note", price.note().orElse(null));
            node.put("file", price.source().file())
                    .put("line", price.source().line())
                    .put("url", price.source().url().orElse(null))
                    .put(
                            "checked",
                            price.source().checked().map(LocalDate::toString).orElse(null));
        });
        return array;
    }

    private static @Nullable String text(Optional<BigDecimal> amount) {
        return amount.map(BigDecimal::toPlainString).orElse(null);
    }

    private static String dollars(BigDecimal amount) {
        BigDecimal shown = amount.stripTrailingZeros();
        return "$" + (shown.scale() < 2 ? shown.setScale(2) : shown).toPlainString();
    }
}
