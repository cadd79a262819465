package io.colony.web.board;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.href;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.status.Board;
import io.colony.engine.status.BoardCard;
import io.colony.engine.status.BoardColumn;
import io.colony.engine.status.StateGroup;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.html.Page;
import io.colony.web.language.Words;
import io.colony.web.layout.Filters;
import io.colony.web.layout.Frame;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import io.colony.web.layout.StateChip;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The pipeline: a column per state, in the workflow's order, with the issues that have been there longest. */
public final class BoardPage {
    private static final Set<StateGroup> ENDS = Set.of(StateGroup.DONE, StateGroup.CANCELLED);

    private final Board board;
    private final PageContext context;
    private final Show show;
    private final Words words;
    private final Optional<String> repository;

    public BoardPage(Board board, PageContext context, Query query) {
        this.board = board;
        this.context = context;
        this.show = new Show(context);
        this.words = context.words();
        this.repository = query.text("repository");
    }

    public Page render() {
        List<BoardColumn> columns = board.columns(repository);
        List<BoardColumn> full =
                columns.stream().filter(column -> column.issues() > 0).toList();
        return new Frame(context)
                .live(
                        words.say("Pipeline"),
                        Html.all(
                                tag("section", id("filter"), tag("h1", show.say("Pipeline")), filters()),
                                full.isEmpty() ? nothing() : lanes(full),
                                empty(columns)));
    }

    private Html filters() {
        Filters filters = new Filters(context);
        return filters.form("board", Map.of(), List.of(filters.text("repository", "Repository", repository)));
    }

    private Html nothing() {
        return tag(
                "section",
                id("board"),
                tag("p", cls("empty"), show.say("No issue is on the board. File one, or show all repositories.")));
    }

    private Html lanes(List<BoardColumn> columns) {
        return tag(
                "section",
                id("board"),
                attribute("aria-label", words.say("Issues by state")),
                tag(
                        "div",
                        cls("scroll lanes"),
                        attribute("role", "region"),
                        attribute("aria-label", words.say("Columns")),
                        attribute("tabindex", "0"),
                        Html.each(columns, this::lane)));
    }

    private Html lane(BoardColumn column) {
        String heading = "lane-" + column.state().slug();
        return tag(
                "section",
                cls("lane " + StateChip.colour(column.state())),
                attribute("aria-labelledby", heading),
                tag(
                        "h2",
                        id(heading),
                        show.state(column.state()),
                        tag("span", cls("count"), words.number(column.issues()))),
                column.description().isEmpty() ? Html.EMPTY : tag("p", cls("note"), show.english(column.description())),
                tag("ol", cls("cards"), Html.each(column.cards(), card -> card(column, card))),
                more(column));
    }

    private Html card(BoardColumn column, BoardCard card) {
        return tag(
                "li",
                cls(card.running() ? "issue-card running" : "issue-card"),
                tag("a", href(show.address(card.key())), cls("key"), card.key().toString()),
                tag("p", cls("title"), card.title()),
                tag(
                        "p",
                        cls("facts-line"),
                        tag("span", show.time(card.since())),
                        tag("span", show.cents(card.cost())),
                        card.attempts() > 1 ? tag("span", attempts(card)) : Html.EMPTY,
                        card.pullRequest()
                                .map(number -> tag("span", "PR #" + number))
                                .orElse(Html.EMPTY)),
                ENDS.contains(column.group()) ? Html.EMPTY : work(card));
    }

    private String attempts(BoardCard card) {
        return words.count(card.attempts(), "{0} attempt", "{0} attempts");
    }

    private Html work(BoardCard card) {
        Html running = card.worker()
                .map(worker -> tag("p", show.mark("busy", "▶", words.say("running on {0}", worker))))
                .orElse(Html.EMPTY);
        return card.running()
                ? running
                : card.waitsFor()
                        .map(what -> tag("p", cls("note"), show.english(what)))
                        .orElse(Html.EMPTY);
    }

    private Html more(BoardColumn column) {
        long left = column.issues() - column.cards().size();
        if (left <= 0) {
            return Html.EMPTY;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("state", column.state().slug());
        repository.ifPresent(name -> parameters.put("repository", name));
        return tag(
                "p",
                tag(
                        "a",
                        href(context.root() + Query.written(parameters)),
                        words.count(left, "and {0} more", "and {0} more")));
    }

    /** States nobody is in take one line together. */
    private Html empty(List<BoardColumn> columns) {
        List<BoardColumn> empty =
                columns.stream().filter(column -> column.issues() == 0).toList();
        return empty.isEmpty()
                ? Html.EMPTY
                : tag(
                        "section",
                        id("empty-states"),
                        tag("h2", show.say("States without an issue")),
                        tag("p", cls("chips"), Html.each(empty, column -> Html.all(show.state(column.state()), " "))));
    }
}
