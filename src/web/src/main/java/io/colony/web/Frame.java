package io.colony.web;

import static io.colony.web.Html.attribute;
import static io.colony.web.Html.cls;
import static io.colony.web.Html.href;
import static io.colony.web.Html.id;
import static io.colony.web.Html.tag;

/** What stands around every page. */
final class Frame {
    private Frame() {}

    /**
     * A whole page.
     *
     * @param root the way back to the mount point
     * @param live whether the page keeps itself up to date
     */
    static Html page(String root, String title, boolean live, Html content) {
        return tag("html", attribute("lang", "en"), head(root, title), body(root, live, content));
    }

    private static Html head(String root, String title) {
        return tag(
                "head",
                tag("meta", attribute("charset", "utf-8")),
                tag("meta", attribute("name", "viewport"), attribute("content", "width=device-width, initial-scale=1")),
                tag("meta", attribute("name", "color-scheme"), attribute("content", "light dark")),
                tag("title", title + " · Colony"),
                tag("link", attribute("rel", "icon"), href(root + "assets/colony.svg")),
                tag("link", attribute("rel", "stylesheet"), href(root + "assets/colony.css")),
                tag("script", attribute("type", "module"), attribute("src", root + "assets/colony.js")));
    }

    private static Html body(String root, boolean live, Html content) {
        return tag(
                "body",
                tag("a", cls("skip"), href("#main"), "Skip to the content"),
                tag(
                        "header",
                        cls("top"),
                        tag("a", cls("brand"), href(root), "Colony"),
                        tag("p", id("freshness"), cls("freshness"), attribute("role", "status"), "")),
                tag(
                        "main",
                        id("main"),
                        attribute("tabindex", "-1"),
                        live ? attribute("data-live", "2000") : attribute("data-live", "0"),
                        content));
    }
}
