package io.colony.web.configuration;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.config.EffectiveConfiguration;
import io.colony.web.html.Html;
import io.colony.web.html.Page;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.util.List;

/** The settings in force, each with where it comes from. Secrets are hidden where the settings are read. */
public final class ConfigurationPage {
    private final EffectiveConfiguration configuration;
    private final PageContext context;
    private final Show show;

    public ConfigurationPage(EffectiveConfiguration configuration, PageContext context) {
        this.configuration = configuration;
        this.context = context;
        this.show = new Show(context);
    }

    public Page render() {
        return new Frame(context)
                .still(
                        context.words().say("Configuration"),
                        tag(
                                "section",
                                id("configuration"),
                                tag("h1", show.say("Configuration")),
                                tag(
                                        "p",
                                        cls("lead"),
                                        show.say(
                                                "As this program read it when it started. What the store keeps, such as"
                                                        + " raised ceilings, is not here.")),
                                show.table(
                                        "Settings",
                                        List.of("Setting", "Value", "From"),
                                        configuration.entries(),
                                        this::row,
                                        show.say("This installation says nothing about its settings."))));
    }

    private Html row(EffectiveConfiguration.Entry entry) {
        boolean given = !entry.source().equals("default");
        return tag(
                "tr",
                tag("th", attribute("scope", "row"), tag("code", entry.name())),
                tag("td", cls("prose"), tag("code", entry.value())),
                show.cell(given ? show.mark("busy", "●", entry.source()) : show.say("default")));
    }
}
