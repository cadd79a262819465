package io.colony.web.issue;

import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.DependencyEntry;
import io.colony.web.html.Html;
import io.colony.web.layout.Show;
import java.util.List;

/** The issues that an issue waits for: what must be done first, and the parts of an epic. */
final class DependenciesView {
    private final List<DependencyEntry> dependencies;
    private final Show show;

    DependenciesView(List<DependencyEntry> dependencies, Show show) {
        this.dependencies = dependencies;
        this.show = show;
    }

    Html render() {
        if (dependencies.isEmpty()) {
            return Html.EMPTY;
        }
        List<DependencyEntry> parts =
                dependencies.stream().filter(DependenciesView::isPart).toList();
        List<DependencyEntry> first =
                dependencies.stream().filter(entry -> !isPart(entry)).toList();
        return Html.all(
                parts.isEmpty() ? "" : section("parts", "Parts of this epic", parts),
                first.isEmpty() ? "" : section("dependencies", "Depends on", first));
    }

    private static boolean isPart(DependencyEntry entry) {
        return entry.kind().equals("child");
    }

    private Html section(String id, String heading, List<DependencyEntry> entries) {
        long met = entries.stream().filter(entry -> !entry.unmet()).count();
        return tag(
                "section",
                id(id),
                tag("h2", show.say(heading), " ", tag("small", show.say("{0} of {1} done", met, entries.size()))),
                show.table(
                        heading,
                        List.of("Issue", "State", "Holds it up", "Named by", "Waived by"),
                        entries,
                        this::dependency,
                        Html.EMPTY));
    }

    private Html dependency(DependencyEntry entry) {
        return tag(
                "tr",
                show.issueHeading(entry.key(), entry.title()),
                show.cell(show.state(entry.state())),
                show.cell(
                        entry.unmet()
                                ? show.mark("bad", "!", show.words().say("yes"))
                                : show.mark("good", "✓", show.words().say("no"))),
                show.cell(show.english(entry.source())),
                show.cell(show.text(entry.waivedBy())));
    }
}
