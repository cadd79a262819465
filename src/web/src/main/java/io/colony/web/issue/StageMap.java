package io.colony.web.issue;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.tag;

import io.colony.engine.ledger.Usd;
import io.colony.engine.status.IssueDetail;
import io.colony.web.html.Html;
import io.colony.web.issue.StageRoutes.Heading;
import io.colony.web.issue.StageRoutes.Line;
import io.colony.web.issue.StageRoutes.Point;
import io.colony.web.language.Words;
import io.colony.web.layout.Show;
import io.colony.web.layout.StateChip;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The stage graph: as a drawing, as a list for small screens, and as a table for whoever would rather read. */
final class StageMap {
    private static final int LONG_NAME = 15;

    private final StageGraph graph;
    private final Show show;
    private final Words words;

    StageMap(IssueDetail detail, Show show) {
        this.graph = StageGraph.of(detail);
        this.show = show;
        this.words = show.words();
    }

    Html render() {
        StageRoutes routes = new StageRoutes(graph);
        return Html.all(
                tag(
                        "div",
                        cls("scroll graph"),
                        attribute("role", "region"),
                        attribute("tabindex", "0"),
                        attribute("aria-label", words.say("Stage graph")),
                        drawing(routes)),
                tag("ol", cls("stages"), Html.each(visited(), this::item)),
                tag(
                        "details",
                        Html.id("stage-table"),
                        cls("fold"),
                        tag("summary", show.say("The same as a table")),
                        table()));
    }

    private Html drawing(StageRoutes routes) {
        return tag(
                "svg",
                cls("stage-graph"),
                attribute("viewBox", "0 0 " + routes.width() + " " + routes.height()),
                attribute("width", Integer.toString(routes.width())),
                attribute("height", Integer.toString(routes.height())),
                attribute("role", "group"),
                attribute("aria-label", words.say("Stage graph")),
                Html.each(routes.lines(), this::line),
                Html.each(graph.nodes(), node -> box(node, routes.corner(node))));
    }

    private Html line(Line line) {
        int count = line.edge().count();
        String name = StateChip.name(line.edge().from(), words) + " → "
                + StateChip.name(line.edge().to(), words) + ": " + times(count);
        return tag(
                "g",
                cls("way" + (line.back() ? " back" : "")),
                tag("title", name),
                tag("path", cls("wire"), attribute("d", line.path())),
                tag("path", cls("head"), attribute("d", head(line.end(), line.heading()))),
                count < 2 && !line.back()
                        ? ""
                        : tag(
                                "text",
                                at(line.label().x(), line.label().y() + 4),
                                attribute("aria-hidden", "true"),
                                "×" + count));
    }

    private String times(int count) {
        return words.count(count, "{0} time", "{0} times");
    }

    private static String head(Point end, Heading heading) {
        int x = end.x();
        int y = end.y();
        return switch (heading) {
            case RIGHT -> "M" + x + " " + y + "l-8 -4.5v9z";
            case LEFT -> "M" + x + " " + y + "l8 -4.5v9z";
            case UP -> "M" + x + " " + y + "l-4.5 8h9z";
            case DOWN -> "M" + x + " " + y + "l-4.5 -8h9z";
        };
    }

    private Html box(StageGraph.Node node, Point corner) {
        String kind = node.visits() == 0 && !node.present() ? "stage ahead" : "stage";
        Html inner = Html.all(
                tag("title", sentence(node)),
                node.busy()
                        ? tag(
                                "path",
                                cls("pulse"),
                                rect(corner.x() - 4, corner.y() - 4, StageRoutes.BOX + 8, StageRoutes.TALL + 8))
                        : "",
                tag("path", cls("box"), rect(corner.x(), corner.y(), StageRoutes.BOX, StageRoutes.TALL)),
                tag(
                        "circle",
                        attribute("cx", Integer.toString(corner.x() + 20)),
                        attribute("cy", Integer.toString(corner.y() + 21)),
                        attribute("r", "11")),
                tag("text", cls("sign"), at(corner.x() + 20, corner.y() + 25), StateChip.letter(node.state())),
                tag(
                        "text",
                        cls("name" + (StateChip.name(node.state(), words).length() > LONG_NAME ? " long" : "")),
                        at(corner.x() + 36, corner.y() + 25),
                        StateChip.name(node.state(), words)),
                facts(node, corner),
                node.present() ? flag(corner) : "");
        return tag(
                "a",
                cls(kind + " " + StateChip.colour(node.state()) + (node.present() ? " present" : "")),
                href(node.stage().map(stage -> "?stage=" + stage + "#runs").orElse("#timeline")),
                attribute("aria-label", sentence(node)),
                node.present() ? attribute("aria-current", "step") : attribute("data-visits", "" + node.visits()),
                inner);
    }

    private Html facts(StageGraph.Node node, Point corner) {
        List<String> lines = lines(node);
        Html text = Html.EMPTY;
        for (int i = 0; i < lines.size(); i++) {
            text = Html.all(
                    text,
                    tag(
                            "text",
                            cls(i == 1 && node.failed() > 0 ? "fact bad" : "fact"),
                            at(corner.x() + 11, corner.y() + 48 + i * 16),
                            lines.get(i)));
        }
        return text;
    }

    private List<String> lines(StageGraph.Node node) {
        if (node.visits() == 0 && !node.present()) {
            return List.of(words.say("not reached yet"));
        }
        List<String> first = new ArrayList<>();
        first.add(words.count(node.visits(), "{0} visit", "{0} visits"));
        if (!node.spent().isZero()) {
            first.add(brief(node.spent()));
        }
        if (node.stays() > 0) {
            first.add("↻" + node.stays());
        }
        List<String> second = new ArrayList<>();
        if (node.cost().compareTo(Usd.ZERO) > 0) {
            second.add(words.cents(node.cost()));
        }
        if (node.failed() > 0) {
            second.add("! " + words.say("{0} failed", node.failed()));
        }
        return List.of(String.join(" · ", first), String.join(" · ", second));
    }

    private Html flag(Point corner) {
        return Html.all(
                tag("path", cls("flag"), rect(corner.x() + StageRoutes.BOX - 68, corner.y() - 13, 62, 19)),
                tag(
                        "text",
                        cls("flag-word"),
                        at(corner.x() + StageRoutes.BOX - 37, corner.y() + 1),
                        words.say("here now")));
    }

    private static Html.Attribute at(int x, int y) {
        return attribute("transform", "translate(" + x + " " + y + ")");
    }

    /** A box with round corners. */
    private static Html.Attribute rect(int x, int y, int width, int height) {
        int r = Math.min(9, height / 2);
        String corner = "a" + r + " " + r + " 0 0 1 ";
        return attribute(
                "d",
                "M" + (x + r) + " " + y + "h" + (width - 2 * r) + corner + r + " " + r + "v" + (height - 2 * r) + corner
                        + -r + " " + r + "h" + (2 * r - width) + corner + -r + " " + -r + "v" + (2 * r - height)
                        + corner
                        + r + " " + -r + "z");
    }

    private Html item(StageGraph.Node node) {
        return tag(
                "li",
                cls(StateChip.colour(node.state()) + (node.present() ? " present" : "")),
                tag(
                        "a",
                        href(node.stage()
                                .map(stage -> "?stage=" + stage + "#runs")
                                .orElse("#timeline")),
                        show.state(node.state())),
                node.present() ? tag("b", cls("here"), show.say("here now")) : "",
                tag(
                        "span",
                        String.join(
                                " · ",
                                lines(node).stream()
                                        .filter(line -> !line.isEmpty())
                                        .toList())),
                tag("span", cls("leads"), leads(node)));
    }

    private Html table() {
        return show.table(
                "Stages",
                List.of("Stage", "#Visits", "#Time spent", "#Runs", "#Failed", "#Cost", "Led to"),
                visited(),
                node -> tag(
                        "tr",
                        tag("th", attribute("scope", "row"), show.state(node.state())),
                        show.number(words.number(node.visits())),
                        show.number(Show.duration(node.spent())),
                        show.number(words.number(node.runs())),
                        show.number(words.number(node.failed())),
                        show.number(show.money(node.cost())),
                        tag("td", cls("prose"), leads(node))),
                show.say("Nothing happened yet."));
    }

    private List<StageGraph.Node> visited() {
        return graph.nodes().stream()
                .filter(node -> node.visits() > 0 || node.present())
                .toList();
    }

    private String leads(StageGraph.Node node) {
        return String.join(
                ", ",
                graph.edges().stream()
                        .filter(edge -> edge.from().equals(node.state()))
                        .map(edge ->
                                "→ " + StateChip.name(edge.to(), words) + (edge.count() > 1 ? " ×" + edge.count() : ""))
                        .toList());
    }

    private String sentence(StageGraph.Node node) {
        return StateChip.name(node.state(), words)
                + (node.present() ? ", " + words.say("here now") : "") + ": "
                + String.join(
                        ", ",
                        lines(node).stream().filter(line -> !line.isEmpty()).toList());
    }

    /** In its largest unit, which is as much as a glance takes in. */
    private String brief(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return words.say("{0} s", seconds);
        }
        if (seconds < 3600) {
            return words.say("{0} min", seconds / 60);
        }
        double hours = seconds / 3600.0;
        return hours < 48
                ? words.say("{0} h", String.format(Locale.ROOT, "%.1f", hours))
                : words.say("{0} d", String.format(Locale.ROOT, "%.1f", hours / 24));
    }
}
