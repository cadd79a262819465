package io.colony.web.layout;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.issue.IssueKey;
import io.colony.web.exchange.Answer;
import io.colony.web.exchange.Problem;
import io.colony.web.html.Html;
import io.colony.web.html.Page;
import io.colony.web.language.Words;
import io.colony.web.live.Interest;
import java.util.List;
import java.util.Optional;

/** What stands around every page. */
public final class Frame {
    /** The pages that are a click away from everywhere: address, name. */
    private static final List<Place> PLACES = List.of(
            new Place("", "Home"),
            new Place("board", "Pipeline"),
            new Place("attention", "Needs attention"),
            new Place("cost", "Cost"),
            new Place("workers", "Workers"),
            new Place("audit", "Audit"),
            new Place("configuration", "Configuration"));

    private final PageContext context;
    private final Words words;

    private record Place(String address, String name) {}

    public Frame(PageContext context) {
        this.context = context;
        this.words = context.words();
    }

    /**
     * A page that keeps itself up to date.
     *
     * @param title in the reader's language
     * @param content sections, each with an id
     */
    public Page live(String title, Html content) {
        return live(title, Interest.all(), content);
    }

    /**
     * A page that keeps itself up to date.
     *
     * @param title in the reader's language
     * @param interest which changes it shows
     * @param content sections, each with an id
     */
    public Page live(String title, Interest interest, Html content) {
        return page(title, Optional.of(interest), content);
    }

    /** A page that stands still. */
    public Page still(String title, Html content) {
        return page(title, Optional.empty(), content);
    }

    /** A page that says what went wrong and what to do. */
    public static Answer problem(PageContext context, Problem problem) {
        Show show = new Show(context);
        Html content = tag(
                "section",
                id("problem"),
                cls("problem"),
                tag("h1", show.say(problem.what())),
                tag("p", show.say(problem.advice())),
                tag("p", tag("a", href(context.root()), show.say("Home"))));
        return Answer.page(
                problem.status(), new Frame(context).still(context.words().say(problem.what()), content));
    }

    private Page page(String title, Optional<Interest> live, Html content) {
        if (context.surroundings().framed()) {
            return new Page(title, part(title, live, content), true);
        }
        Html document = tag(
                "html",
                attribute("lang", words.tag()),
                attribute("data-theme", context.theme()),
                head(title),
                body(title, live, content));
        return new Page(title, document, false);
    }

    /** Without what the page around it has: head, brand, the way to the content, who reads, and in which light. */
    private Html part(String title, Optional<Interest> live, Html content) {
        return tag(
                "div",
                cls("colony-frame"),
                attribute("lang", words.tag()),
                tag(
                        "div",
                        cls("colony"),
                        tag("div", cls("top"), places(), freshness()),
                        main(title, live, content),
                        tag("p", cls("foot"), languages())));
    }

    private Html head(String title) {
        String assets = context.root() + "assets/";
        return tag(
                "head",
                tag("meta", attribute("charset", "utf-8")),
                tag("meta", attribute("name", "viewport"), attribute("content", "width=device-width, initial-scale=1")),
                tag("meta", attribute("name", "color-scheme"), attribute("content", "light dark")),
                tag("title", title + " · Colony"),
                tag("link", attribute("rel", "icon"), href(assets + "colony.svg")),
                tag("link", attribute("rel", "stylesheet"), href(assets + "colony.css")),
                tag("script", attribute("type", "module"), attribute("src", assets + "colony.js")));
    }

    private Html body(String title, Optional<Interest> live, Html content) {
        return tag(
                "body",
                tag("a", cls("skip"), href("#main"), words.say("Skip to the content")),
                tag(
                        "header",
                        cls("top"),
                        tag("a", cls("brand"), href(context.root()), "Colony"),
                        places(),
                        freshness()),
                main(title, live, content),
                foot());
    }

    private Html main(String title, Optional<Interest> live, Html content) {
        return tag(
                "main",
                id("main"),
                attribute("tabindex", "-1"),
                attribute("data-title", title),
                attribute("data-live", live.isPresent() ? "2000" : "0"),
                attribute("data-events", context.surroundings().streams() ? context.root() + "events" : ""),
                attribute("data-topics", live.map(Interest::names).orElse("")),
                attribute(
                        "data-issue",
                        live.flatMap(Interest::issue).map(IssueKey::toString).orElse("")),
                content);
    }

    /** With the texts of the script, which has none of its own. */
    private Html freshness() {
        return tag(
                "p",
                id("freshness"),
                cls("freshness"),
                attribute("role", "status"),
                text("live", "Live"),
                text("stale", "Not up to date: {0}. Trying again …"),
                text("away", "the store is away"),
                text("offline", "no connection"),
                text("answer", "answer {0}"),
                text("ago", "{0} ago"),
                text("ahead", "in {0}"),
                text("hours", "{0} h"),
                text("minutes", "{0} min"),
                text("seconds", "{0} s"),
                "");
    }

    private Html.Attribute text(String name, String english) {
        return attribute("data-" + name, words.pattern(english));
    }

    private Html places() {
        return tag(
                "nav",
                attribute("aria-label", words.say("Pages")),
                tag("ul", cls("places"), Html.each(PLACES, place -> tag("li", place(place)))));
    }

    private Html place(Place place) {
        String path = context.here().replaceFirst("[?].*", "");
        return tag(
                "a",
                href(context.root() + place.address()),
                attribute("aria-current", path.equals(place.address()) ? "page" : "false"),
                words.say(place.name()));
    }

    /** Who reads, in which language and which light. */
    private Html foot() {
        return tag(
                "footer",
                cls("foot"),
                tag("span", words.say("Signed in as {0}", context.visitor().login())),
                languages(),
                tag(
                        "span",
                        choice("theme", "light", words.say("Light")),
                        " · ",
                        choice("theme", "dark", words.say("Dark")),
                        " · ",
                        choice("theme", "auto", words.say("As the system"))));
    }

    private Html languages() {
        return tag("span", choice("lang", "zh", "中文"), " · ", choice("lang", "en", "English"));
    }

    /** The same page otherwise. */
    private Html choice(String name, String value, String label) {
        String here = context.here();
        String address = context.root() + here + (here.contains("?") ? "&" : "?") + name + "=" + value;
        return name.equals("lang")
                ? tag("a", href(address), attribute("lang", value), attribute("hreflang", value), label)
                : tag("a", href(address), label);
    }
}
