package io.colony.web.layout;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Usd;
import io.colony.engine.workflow.IssueState;
import io.colony.web.html.Html;
import io.colony.web.html.Html.Attribute;
import io.colony.web.language.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;

/** How sentences and single values look on all pages, in the reader's language. Immutable. */
public final class Show {
    private final String root;
    private final Words words;

    public Show(PageContext context) {
        this.root = context.root();
        this.words = context.words();
    }

    public Words words() {
        return words;
    }

    /** The way back to the mount point. */
    public String root() {
        return root;
    }

    /**
     * A sentence in the reader's language.
     *
     * @param parts what stands for {@code {0}}, {@code {1}}: pieces of pages, text, numbers
     */
    public Html say(String english, Object... parts) {
        String pattern = words.pattern(english);
        Matcher places = Words.PLACE.matcher(pattern);
        Html sentence = Html.EMPTY;
        int from = 0;
        while (places.find()) {
            Object part = parts[Integer.parseInt(places.group(1))];
            sentence = Html.all(
                    sentence,
                    pattern.substring(from, places.start()),
                    part instanceof Html html ? html : words.put(part));
            from = places.end();
        }
        return Html.all(sentence, pattern.substring(from));
    }

    /** Text that is in English whatever the reader's language is, such as what the engine says. */
    public Html english(String text) {
        return words.tag().startsWith("en") ? Html.text(text) : tag("span", attribute("lang", "en"), text);
    }

    /** In UTC; the script says how long ago that was, or when it was by the reader's own clock. */
    public Html time(Instant at) {
        return tag("time", attribute("datetime", at.toString()), words.time(at) + " UTC");
    }

    /** In UTC, and left so: for tables that tell the order of events. */
    public Html exact(Instant at) {
        return tag("time", cls("exact"), attribute("datetime", at.toString()), words.time(at));
    }

    public Html exact(Optional<Instant> at) {
        return at.map(this::exact).orElseGet(this::none);
    }

    /** Exact to the micro-dollar, always with six decimals, so that amounts in a column line up. */
    public Html money(Usd usd) {
        return tag("span", cls("num"), words.exact(usd));
    }

    /** In cents, the exact amount as a tool tip. */
    public Html cents(Usd usd) {
        return tag("span", attribute("title", words.exact(usd)), words.cents(usd));
    }

    /** A commit: its first eight digits, the whole as a tool tip. */
    public Html sha(String sha) {
        return tag("code", cls("sha"), attribute("title", sha), sha.length() > 8 ? sha.substring(0, 8) : sha);
    }

    public Html sha(Optional<String> sha) {
        return sha.map(this::sha).orElseGet(this::none);
    }

    public Html text(Optional<String> text) {
        return text.map(Html::text).orElseGet(this::none);
    }

    public Html none() {
        return tag("span", cls("none"), "–");
    }

    public Html issue(IssueKey key) {
        return tag("a", cls("key"), href(address(key)), key.toString());
    }

    /** The first cell of an issue's row. */
    public Html issueHeading(IssueKey key, String title) {
        return tag("th", attribute("scope", "row"), cls("issue"), issue(key), tag("span", cls("title"), title));
    }

    public String address(IssueKey key) {
        return root + "issues/" + key.repository() + "/" + key.number();
    }

    /** {@code 340 ms}, {@code 12.3 s}, {@code 4 min 10 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
    public static String duration(Duration duration) {
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

    /**
     * A table whose rows people can sort.
     *
     * @param caption in English, as the columns are; said in the reader's language
     * @param columns a leading {@code #} stands for a column of numbers
     * @param empty said where there are no rows
     */
    public <T> Html table(String caption, List<String> columns, Collection<T> rows, Function<T, Html> row, Html empty) {
        String name = caption.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
        List<Html> heads = columns.stream().map(this::heading).toList();
        return rows.isEmpty()
                ? tag("p", cls("empty"), empty)
                : scrolling(caption, heads, Html.each(rows, row), id("table-" + name), cls("sortable"));
    }

    /** A table of which there are more pages: its order is the server's, and its heads are links to other orders. */
    public <T> Html page(String caption, List<Html> heads, Collection<T> rows, Function<T, Html> row, Html empty) {
        return rows.isEmpty()
                ? tag("p", cls("empty"), empty)
                : scrolling(caption, heads, Html.each(rows, row), cls("paged"), attribute("data-order", "server"));
    }

    private Html scrolling(String caption, List<Html> heads, Html rows, Attribute first, Attribute second) {
        return tag(
                "div",
                cls("scroll"),
                attribute("role", "region"),
                attribute("aria-label", words.say(caption)),
                attribute("tabindex", "0"),
                tag(
                        "table",
                        first,
                        second,
                        tag("caption", cls("unseen"), words.say(caption)),
                        tag("thead", tag("tr", Html.each(heads, Function.identity()))),
                        tag("tbody", rows)));
    }

    /** The head of a column that is not ordered by; {@code #} as in {@link #table}. */
    public Html heading(String column) {
        return column.startsWith("#")
                ? tag("th", attribute("scope", "col"), cls("num"), words.say(column.substring(1)))
                : tag("th", attribute("scope", "col"), words.say(column));
    }

    /** One of a list of facts: a name, said in the reader's language, and what stands for it. */
    public Html fact(String name, Html value) {
        return tag("div", tag("dt", say(name)), tag("dd", value));
    }

    public Html cell(Object content) {
        return tag("td", content);
    }

    public Html number(Object content) {
        return tag("td", cls("num"), content);
    }

    /** A mark and a word: the colour only repeats what they say. */
    public Html mark(String kind, String sign, String word) {
        return tag(
                "span",
                cls("mark mark-" + kind),
                tag("span", attribute("aria-hidden", "true"), cls("sign"), sign),
                word);
    }

    /** A state with its letter; the colour is that of its group. */
    public Html state(IssueState state) {
        return StateChip.of(state, words);
    }

    /** A path in little: a letter per state, the words for those who hear the page. */
    public Html path(List<IssueState> path) {
        return StateChip.path(path, words);
    }
}
