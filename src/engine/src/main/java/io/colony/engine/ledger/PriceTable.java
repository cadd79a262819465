package io.colony.engine.ledger;

import io.colony.engine.ColonyException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What tokens cost, per model, token class and day: used where an agent program states no cost itself. Immutable.
 *
 * <p>A model that the table lacks has no price, and its cost is unknown, never zero.
 */
public final class PriceTable {
    private static final String BUILT_IN = "prices.yaml";

    /** What follows a model's name: a date such as {@code -20250929}, {@code -2025-08-07}, or a variant such as {@code [1m]}. */
    private static final Pattern SUFFIX = Pattern.compile("(-\\d{4}-?\\d{2}-?\\d{2})?(\\[[^\\]]*\\])?$");

    /** A longer name is a stranger's text: a pattern may take the square of its length. */
    private static final int LONGEST_NAME = 200;

    /** The user's own prices before the ones that come with the program; newest first, per model. */
    private final List<Map<String, List<Price>>> layers;

    private PriceTable(List<Map<String, List<Price>>> layers) {
        this.layers = layers;
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
        Map<String, List<Price>> prices = new TreeMap<>();
        PriceFile.read(text, source)
                .forEach(price -> prices.computeIfAbsent(price.model(), model -> new ArrayList<>())
                        .add(price));
        prices.values()
                .forEach(list -> list.sort(Comparator.comparing(Price::from).reversed()));
        return new PriceTable(List.of(prices));
    }

    /** This table with another one under it: asked where this one has no price for a model on a day. */
    public PriceTable over(PriceTable other) {
        return new PriceTable(
                Stream.concat(layers.stream(), other.layers.stream()).toList());
    }

    /** What the tokens cost on a day, rounded up to the micro-dollar; empty for a model without a price on that day. */
    public Optional<Usd> cost(String model, Tokens tokens, LocalDate date) {
        return price(model, date).map(price -> price.cost(tokens));
    }

    /** The price of a model on a day: of that very name, else of the name without date and variant. */
    public Optional<Price> price(String model, LocalDate date) {
        if (model.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        return Stream.of(model, SUFFIX.matcher(model).replaceFirst(""))
                .distinct()
                .flatMap(name -> layers.stream().flatMap(layer -> on(layer, name, date).stream()))
                .findFirst();
    }

    private static Optional<Price> on(Map<String, List<Price>> layer, String model, LocalDate date) {
        return layer.getOrDefault(model, List.of()).stream()
                .filter(price -> !price.from().isAfter(date))
                .findFirst();
    }

    /** Each model's price on a day, by name. */
    public List<Price> on(LocalDate date) {
        return models().flatMap(model -> price(model, date).stream()).distinct().toList();
    }

    /** Every price that there is, by model, the user's own before the program's, newest first. */
    public List<Price> all() {
        return models().flatMap(model ->
                        layers.stream().flatMap(layer -> layer.getOrDefault(model, List.of()).stream()))
                .toList();
    }

    private Stream<String> models() {
        return layers.stream()
                .flatMap(layer -> layer.keySet().stream())
                .distinct()
                .sorted();
    }
}
