package io.colony.web.act;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.web.html.Html;
import io.colony.web.layout.Forms;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;

/**
 * A button that unfolds to a form which says what will happen; what cannot be undone asks for a tick besides. Works without
 * script.
 */
final class ActionFold {
    private final String name;
    private final String word;
    private final String about;
    private final boolean forGood;
    private final Show show;
    private final Forms forms;
    private final Html back;

    /**
     * A button.
     *
     * @param name of the form among those of its page
     * @param word on the button, in the reader's language
     * @param about what it is done to, for those who hear the page; may be empty where that is clear
     * @param forGood whether it cannot be undone
     */
    ActionFold(String name, String word, String about, boolean forGood, PageContext context) {
        this.about = about;
        this.name = name;
        this.word = word;
        this.forGood = forGood;
        this.show = new Show(context);
        this.forms = new Forms(context);
        this.back = Forms.hidden(WayBack.FIELD, context.here());
    }

    /**
     * The whole.
     *
     * @param address that the form is sent to, from the mount point on
     * @param moment the same as long as nothing happens to what the form is about, so that a form sent twice is carried out
     *     once and the page stays the same; another one once something has happened
     */
    Html to(String address, String moment, Object... content) {
        return tag(
                "details",
                id("act-" + name),
                cls("action" + (forGood ? " for-good" : "")),
                tag("summary", word, about.isEmpty() ? "" : tag("span", cls("unseen"), " " + about)),
                forms.form(
                        address,
                        Forms.hidden("id", moment),
                        back,
                        Html.all(content),
                        forGood ? sure() : "",
                        forGood ? Forms.danger(word) : Forms.button(word)));
    }

    private Html sure() {
        return tag(
                "label",
                cls("sure"),
                tag("input", attribute("type", "checkbox"), attribute("required", "")),
                show.say("This cannot be undone, and I mean it."));
    }

    Html reason(boolean needed) {
        return tag(
                "label",
                needed ? show.say("Reason") : show.say("Reason (may be left out)"),
                tag(
                        "textarea",
                        id("reason-" + name),
                        attribute("name", Sent.REASON),
                        attribute("rows", "2"),
                        attribute("maxlength", "4000"),
                        needed ? attribute("required", "") : attribute("data-optional", "")));
    }

    Html amount() {
        return tag(
                "label",
                show.say("Ceiling in US dollars"),
                tag(
                        "input",
                        attribute("name", Sent.ARGUMENT),
                        attribute("inputmode", "decimal"),
                        attribute("required", ""),
                        attribute("pattern", "[0-9]{1,9}([.][0-9]{1,6})?")));
    }
}
