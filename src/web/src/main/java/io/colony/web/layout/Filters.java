package io.colony.web.layout;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.tag;

import io.colony.web.html.Html;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A form that narrows what a page shows. What was chosen stands in the page's address. */
public final class Filters {
    private final PageContext context;
    private final Show show;

    public Filters(PageContext context) {
        this.context = context;
        this.show = new Show(context);
    }

    /**
     * The form.
     *
     * @param address of the page, from the mount point on
     * @param kept what the address says besides and goes on saying
     */
    public Html form(String address, Map<String, String> kept, List<Html> fields) {
        List<Html> hidden = kept.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Forms.hidden(entry.getKey(), entry.getValue()))
                .toList();
        return tag(
                "form",
                cls("filter-form"),
                attribute("method", "get"),
                attribute("action", context.root() + address),
                attribute("role", "search"),
                Html.each(hidden, Function.identity()),
                Html.each(fields, Function.identity()),
                tag("button", attribute("type", "submit"), show.say("Show")),
                tag("a", cls("button"), href(context.root() + address), show.say("Reset")));
    }

    /** Free text. */
    public Html text(String name, String label, Optional<String> value) {
        return field(
                label,
                tag(
                        "input",
                        attribute("type", "search"),
                        attribute("name", name),
                        attribute("value", value.orElse("")),
                        attribute("maxlength", "200")));
    }

    /** A day. */
    public Html day(String name, String label, String value) {
        return field(
                label, tag("input", attribute("type", "date"), attribute("name", name), attribute("value", value)));
    }

    /**
     * One of several.
     *
     * @param any what stands for no choice, in English; empty where one has to be chosen
     * @param named how a choice is called
     */
    public Html choice(
            String name,
            String label,
            Optional<String> any,
            Collection<String> choices,
            Function<String, String> named,
            Optional<String> value) {
        Html none = any.map(words -> tag("option", attribute("value", ""), show.say(words)))
                .orElse(Html.EMPTY);
        return field(
                label,
                tag(
                        "select",
                        attribute("name", name),
                        none,
                        Html.each(choices, choice -> option(choice, named.apply(choice), value))));
    }

    private static Html option(String choice, String name, Optional<String> value) {
        return value.filter(choice::equals).isPresent()
                ? tag("option", attribute("value", choice), attribute("selected", ""), name)
                : tag("option", attribute("value", choice), name);
    }

    private Html field(String label, Html input) {
        return tag("label", tag("span", show.say(label)), input);
    }
}
