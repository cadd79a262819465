package io.colony.web.cost;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.web.html.Html;
import io.colony.web.layout.Show;

/**
 * A picture of a table's columns. The table is the truth and stands below it; the script draws from it once the picture
 * comes into view, and without the script the table is all there is.
 *
 * @param name unique on its page
 * @param kind {@code bar} (side by side), {@code stack} or {@code across} (bars that lie)
 * @param columns which of the table's columns are drawn, such as {@code 1 2}; column 0 names the rows
 * @param money whether they are amounts in dollars
 */
record Chart(String name, String kind, String columns, boolean money) {
    Html of(String title, Html table, Show show) {
        return tag(
                "section",
                id(name),
                cls("charted"),
                tag("h2", show.say(title)),
                tag(
                        "figure",
                        cls("chart"),
                        attribute("data-kind", kind),
                        attribute("data-columns", columns),
                        attribute("data-money", Boolean.toString(money)),
                        attribute("aria-label", show.words().say(title))),
                tag("details", id(name + "-table"), tag("summary", show.say("As a table")), table));
    }
}
