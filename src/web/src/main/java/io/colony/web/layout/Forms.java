package io.colony.web.layout;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.tag;

import io.colony.web.html.Html;

/** Forms that send commands. Each carries the proof that this server made it. */
public final class Forms {
    private final PageContext context;

    public Forms(PageContext context) {
        this.context = context;
    }

    /**
     * A form that is sent by POST.
     *
     * @param action from the mount point on
     */
    public Html form(String action, Object... parts) {
        return tag(
                "form",
                cls("act"),
                attribute("method", "post"),
                attribute("action", context.root() + action),
                hidden(context.field().name(), context.field().value()),
                Html.all(parts));
    }

    public static Html hidden(String name, String value) {
        return tag("input", attribute("type", "hidden"), attribute("name", name), attribute("value", value));
    }

    /** The button that sends a form. */
    public static Html button(String words) {
        return tag("button", attribute("type", "submit"), words);
    }

    /** The button that sends a form of which nothing can be taken back. */
    public static Html danger(String words) {
        return tag("button", attribute("type", "submit"), cls("danger"), words);
    }
}
