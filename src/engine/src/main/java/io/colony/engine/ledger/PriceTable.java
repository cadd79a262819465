package io.colony.engine.ledger;

import io.colony.engine.ColonyException;
import io.colony.engine.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What tokens cost, per model, token class and day: used where an agent program states no cost itself. Immutable.
 *
 * <p>A model that the table lacks has no price, and its cost is unknown, never zero.
 */
public final class PriceTable {
    private static final String BUILT_IN = "prices.yaml";
    private static final BigDecimal PER = BigDecimal.valueOf(1_000_000);

    /** The date that providers put behind a model's name, such as {@code -20250929} and {@code -2025-08-07}. */
    private static final Pattern DATED = Pattern.compile("-\\d{4}-?\\d{2}-?\\d{2}$");

    /** Newest first, per model. */
    private final Map<String, List<Price>> prices;

    private PriceTable(Map<String, List<Price>> prices) {
        this.prices = prices;
    }

    /** The table that comes with the program: list prices, to be checked against the provider's page. */
    public static PriceTable builtIn() {
        try (InputStream in = PriceTable.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new ColonyException("The program's own price table, " + BUILT_IN
                        + ", is missing from its JAR. The installation is damaged: install it again.");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), BUILT_IN);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Reads a table.
     *
     * @param source what errors call it, such as its path
     * @throws io.colony.engine.yaml.YamlException with file and line where the text is no price table
     */
    public static PriceTable parse(String text, String source) {
        Map<String, List<Price>> prices = new HashMap<>();
        Optional<Map<String, YamlNode>> file =
                YamlNode.parse(text, source).map(node -> node.mapping(List.of("schema_version", "prices")));
        file.map(entries -> entries.get("schema_version")).ifPresent(version -> version.integer(1, 1));
        file.map(entries -> entries.get("prices")).map(YamlNode::sequence).orElse(List.of()).stream()
                .map(Price::read)
                .forEach(price -> prices.computeIfAbsent(price.model(), model -> new ArrayList<>())
                        .add(price));
        prices.values()
                .forEach(list -> list.sort(Comparator.comparing(Price::from).reversed()));
        return new PriceTable(prices);
    }

    /** What the tokens cost on a day, rounded up to the micro-dollar; empty for a model without a price on that day. */
    public Optional<Usd> cost(String model, Tokens tokens, LocalDate date) {
        return price(model, date).map(price -> price.cost(tokens));
    }

    private Optional<Price> price(String model, LocalDate date) {
        List<Price> exact = prices.getOrDefault(model, List.of());
        List<Price> known =
                exact.isEmpty() ? prices.getOrDefault(DATED.matcher(model).replaceFirst(""), List.of()) : exact;
        return known.stream().filter(price -> !price.from().isAfter(date)).findFirst();
    }

    /** Dollars per million tokens from a day on. */
    private record Price(
            String model,
            LocalDate from,
            BigDecimal input,
            BigDecimal output,
            BigDecimal cacheRead,
            BigDecimal cacheWrite) {

        static Price read(YamlNode node) {
            Map<String, YamlNode> entry =
                    node.mapping(List.of("model", "from", "input", "output", "cache_read", "cache_write"));
            return new Price(
                    field(node, entry, "model").text(),
                    date(field(node, entry, "from")),
                    dollars(field(node, entry, "input")),
                    dollars(field(node, entry, "output")),
                    dollars(field(node, entry, "cache_read")),
                    dollars(field(node, entry, "cache_write")));
        }

        private static YamlNode field(YamlNode node, Map<String, YamlNode> entry, String name) {
            YamlNode value = entry.get(name);
            if (value == null) {
                throw node.error("'" + name + "' is missing from this price.");
            }
            return value;
        }

        private static LocalDate date(YamlNode node) {
            try {
                return LocalDate.parse(node.text());
            } catch (DateTimeParseException failure) {
                throw node.error("'" + node.text() + "' is no day; it should read like 2026-01-31.");
            }
        }

        private static BigDecimal dollars(YamlNode node) {
            try {
                BigDecimal value = new BigDecimal(node.text());
                if (value.signum() >= 0) {
                    return value;
                }
            } catch (NumberFormatException failure) {
                // Falls through to the one message.
            }
            throw node.error("'" + node.text() + "' is no price: US dollars per million tokens, such as 1.25.");
        }

        Usd cost(Tokens tokens) {
            BigDecimal sum = input.multiply(BigDecimal.valueOf(tokens.input()))
                    .add(output.multiply(BigDecimal.valueOf(tokens.output())))
                    .add(cacheRead.multiply(BigDecimal.valueOf(tokens.cacheRead())))
                    .add(cacheWrite.multiply(BigDecimal.valueOf(tokens.cacheWrite())));
            return new Usd(sum.divide(PER));
        }
    }
}
