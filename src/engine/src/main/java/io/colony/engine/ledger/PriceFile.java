package io.colony.engine.ledger;

import io.colony.engine.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a table of prices. What is wrong is refused with file, line and cure. */
final class PriceFile {
    private static final List<String> KEYS = List.of(
            "model", "from", "input", "output", "cache_read", "cache_write", "cache_write_1h", "source", "note");
    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);
    private static final int FINEST = 9;

    private final String file;
    private final Map<String, Page> pages = new HashMap<>();
    private final Set<String> seen = new HashSet<>();

    private PriceFile(String file) {
        this.file = file;
    }

    /** A provider's page. */
    private record Page(String url, LocalDate checked) {}

    /** An entry while it is read. */
    private record Entry(YamlNode node, Map<String, YamlNode> fields) {
        Optional<YamlNode> find(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        YamlNode get(String name) {
            return find(name).orElseThrow(() -> node.error("'" + name + "' is missing from this price."));
        }
    }

    static List<Price> read(String text, String file) {
        PriceFile reader = new PriceFile(file);
        return YamlNode.parse(text, file).map(reader::prices).orElse(List.of());
    }

    private List<Price> prices(YamlNode root) {
        Map<String, YamlNode> top = root.mapping(List.of("schema_version", "sources", "prices"));
        Optional.ofNullable(top.get("schema_version"))
                .orElseThrow(() -> root.error("'schema_version: 1' is missing."))
                .integer(1, 1);
        Optional.ofNullable(top.get("sources"))
                .map(YamlNode::mapping)
                .orElse(Map.of())
                .forEach(this::readPage);
        return Optional.ofNullable(top.get("prices"))
                .orElseThrow(() -> root.error("'prices' is missing: a list of entries such as { model: my-model,"
                        + " from: 2026-01-31, input: 1, output: 5, cache_read: 0.1, cache_write: 1.25 }."))
                .sequence()
                .stream()
                .map(this::price)
                .toList();
    }

    private void readPage(String name, YamlNode node) {
        Entry page = new Entry(node, node.mapping(List.of("url", "checked")));
        if (page.find("url").isEmpty() || page.find("checked").isEmpty()) {
            throw node.error("source '" + name + "' needs a 'url' and the day on which it was 'checked'.");
        }
        pages.put(name, new Page(page.get("url").text(), date(page.get("checked"))));
    }

    private Price price(YamlNode node) {
        Entry entry = new Entry(node, node.mapping(KEYS));
        Price price = new Price(
                model(entry.get("model")),
                date(entry.get("from")),
                dollars(entry.get("input")),
                dollars(entry.get("output")),
                dollars(entry.get("cache_read")),
                dollars(entry.get("cache_write")),
                entry.find("cache_write_1h").map(PriceFile::dollars),
                entry.find("note").map(YamlNode::text),
                source(entry));
        if (!seen.add(price.model() + " " + price.from())) {
            throw node.error("'" + price.model() + "' has a price from " + price.from()
                    + " already. Leave one of the two out, or give this one another day.");
        }
        return price;
    }

    private Price.Source source(Entry entry) {
        Optional<Page> page = entry.find("source").map(node -> {
            Page known = pages.get(node.text());
            if (known == null) {
                throw node.error("'" + node.text() + "' is not among the 'sources' of this file. Add it there, with url"
                        + " and checked, or leave it out.");
            }
            return known;
        });
        return new Price.Source(file, entry.node().line(), page.map(Page::url), page.map(Page::checked));
    }

    private static String model(YamlNode node) {
        String name = node.text();
        if (name.isBlank() || !name.strip().equals(name)) {
            throw node.error("'" + name + "' is no name of a model; write it as the agent program states it.");
        }
        return name;
    }

    private static LocalDate date(YamlNode node) {
        try {
            return LocalDate.parse(node.text());
        } catch (DateTimeParseException failure) {
            throw node.error("'" + node.text() + "' is no day; it should read like 2026-01-31.");
        }
    }

    private static BigDecimal dollars(YamlNode node) {
        String text = node.text();
        if (text.matches("[0-9]{1,7}(\\.[0-9]{1," + FINEST + "})?")) {
            BigDecimal value = new BigDecimal(text);
            if (value.compareTo(DEAREST) <= 0) {
                return value;
            }
        }
        throw node.error("'" + text + "' is no price: US dollars per million tokens, such as 1.25.");
    }
}
