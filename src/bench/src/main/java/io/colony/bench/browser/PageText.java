package io.colony.bench.browser;

import io.colony.bench.BenchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What the page's script, and a person, would read in a page. */
final class PageText {
    /** How a change is marked whose way to the screen is followed: by a number that grows. */
    private static final Pattern MARK = Pattern.compile("mark-([0-9]{1,9})");

    private final String text;

    private PageText(String text) {
        this.text = text;
    }

    static PageText of(byte[] body, boolean zipped) {
        if (!zipped) {
            return new PageText(new String(body, StandardCharsets.UTF_8));
        }
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new PageText(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new BenchException("A page could not be unzipped: " + broken.getMessage(), broken);
        }
    }

    /** Where the page at this address hears of its changes, as its script composes it. */
    String events(String path) {
        String query = Stream.of(parameter("topic", "data-topics"), parameter("issue", "data-issue"))
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("&"));
        return URI.create(path).resolve(attribute("data-events")) + "?" + query;
    }

    private String parameter(String name, String attribute) {
        String value = attribute(attribute);
        return value.isEmpty() ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private String attribute(String name) {
        Matcher found =
                Pattern.compile("<main [^>]*" + name + "(?:=\"([^\"]*)\"|[ >])").matcher(text);
        if (!found.find()) {
            throw new BenchException(
                    "The page has no " + name + " at its main element, by which it is kept up to date.");
        }
        return Optional.ofNullable(found.group(1)).orElse("");
    }

    /** The greatest mark that it shows. */
    OptionalInt mark() {
        return MARK.matcher(text)
                .results()
                .map(MatchResult::group)
                .mapToInt(mark -> Integer.parseInt(mark.substring(mark.indexOf('-') + 1)))
                .max();
    }
}
