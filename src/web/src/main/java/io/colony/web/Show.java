package io.colony.web;

import static io.colony.web.Html.attribute;
import static io.colony.web.Html.cls;
import static io.colony.web.Html.href;
import static io.colony.web.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** How single values look on all pages. */
final class Show {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Show() {}

    /** In UTC; the script adds how long ago that was. */
    static Html time(Instant at) {
        return tag("time", attribute("datetime", at.toString()), TIME.format(at) + " UTC");
    }

    /** In UTC, and left so: for tables that tell the order of events. */
    static Html exact(Instant at) {
        return tag("time", cls("exact"), attribute("datetime", at.toString()), TIME.format(at));
    }

    static Html exact(Optional<Instant> at) {
        return at.map(Show::exact).orElseGet(Show::none);
    }

    /** Exact to the micro-dollar, always with six decimals, so that amounts in a column line up. */
    static Html money(Usd usd) {
        return tag("span", cls("num"), usd.exact());
    }

    /** In cents, the exact amount as a tool tip. */
    static Html cents(Usd usd) {
        return tag("span", attribute("title", usd.exact()), usd.cents());
    }

    /** A commit: its first eight digits, the whole as a tool tip. */
    static Html sha(String sha) {
        return tag("code", cls("sha"), attribute("title", sha), sha.length() > 8 ? sha.substring(0, 8) : sha);
    }

    static Html sha(Optional<String> sha) {
        return sha.map(Show::sha).orElseGet(Show::none);
    }

    static Html text(Optional<String> text) {
        return text.map(Html::text).orElseGet(Show::none);
    }

    static Html none() {
        return tag("span", cls("none"), "–");
    }

    static Html issue(String root, IssueKey key) {
        return tag("a", cls("key"), href(address(root, key)), key.toString());
    }

    /** The first cell of an issue's row. */
    static Html issueHeading(String root, IssueKey key, String title) {
        return tag("th", attribute("scope", "row"), cls("issue"), issue(root, key), tag("span", cls("title"), title));
    }

    static String address(String root, IssueKey key) {
        return root + "issues/" + key.repository() + "/" + key.number();
    }

    /** {@code 340 ms}, {@code 12.3 s}, {@code 4 min 10 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
    static String duration(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return millis / 1000 + (millis % 1000 < 100 ? "" : "." + millis % 1000 / 100) + " s";
        }
        if (duration.toHours() < 1) {
            return pair(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
        }
        return duration.toDays() < 1
                ? pair(duration.toHours(), "h", duration.toMinutesPart(), "min")
                : pair(duration.toDays(), "d", duration.toHoursPart(), "h");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** A table that scrolls in its own container; {@code empty} is said where there are no rows. */
    static <T> Html table(String caption, List<String> columns, Collection<T> rows, Function<T, Html> row, Html empty) {
        if (rows.isEmpty()) {
            return tag("p", cls("empty"), empty);
        }
        return tag(
                "div",
                cls("scroll"),
                attribute("role", "region"),
                attribute("aria-label", caption),
                attribute("tabindex", "0"),
                tag(
                        "table",
                        tag("caption", cls("unseen"), caption),
                        tag("thead", tag("tr", Html.each(columns, Show::heading))),
                        tag("tbody", Html.each(rows, row))));
    }

    private static Html heading(String column) {
        return column.startsWith("#")
                ? tag("th", attribute("scope", "col"), cls("num"), column.substring(1))
                : tag("th", attribute("scope", "col"), column);
    }

    static Html cell(Object content) {
        return tag("td", content);
    }

    static Html number(Object content) {
        return tag("td", cls("num"), content);
    }

    /** A mark and a word: the colour only repeats what they say. */
    static Html mark(String kind, String sign, String word) {
        return tag(
                "span",
                cls("mark mark-" + kind),
                tag("span", attribute("aria-hidden", "true"), cls("sign"), sign),
                word);
    }
}
