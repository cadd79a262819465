package io.colony.web.act;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.PossibleAction;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.workflow.IssueState;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.layout.Forms;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.util.List;
import java.util.Map;

/**
 * Buttons for what can be done to an issue now. Each unfolds to a form that says what will happen; what cannot be undone
 * asks for a tick besides. Works without script.
 */
public final class ActionForms {
    private static final Map<OperatorAction, String> NAMES = Map.ofEntries(
            Map.entry(OperatorAction.PAUSE, "Pause"),
            Map.entry(OperatorAction.RESUME, "Resume"),
            Map.entry(OperatorAction.RETRY, "Retry"),
            Map.entry(OperatorAction.APPROVE, "Approve"),
            Map.entry(OperatorAction.REQUEST_CHANGES, "Request changes"),
            Map.entry(OperatorAction.REVIEW, "Review"),
            Map.entry(OperatorAction.CANCEL, "Cancel"),
            Map.entry(OperatorAction.REIMPLEMENT, "Reimplement"),
            Map.entry(OperatorAction.STATE, "Move to a state"),
            Map.entry(OperatorAction.ACCEPT_EDIT, "Accept the edit"),
            Map.entry(OperatorAction.REJECT_EDIT, "Reject the edit"));

    private final IssueKey key;
    private final String moment;
    private final List<PossibleAction> possible;
    private final PageContext context;
    private final Query query;
    private final Show show;
    private final Forms forms;

    /** For an issue as it is now, with what it allows. */
    public ActionForms(IssueDetail detail, List<PossibleAction> possible, PageContext context, Query query) {
        this.key = detail.summary().key();
        this.moment = moment(detail);
        this.possible = possible;
        this.context = context;
        this.query = query;
        this.show = new Show(context);
        this.forms = new Forms(context);
    }

    /**
     * The same as long as nothing happens to the issue, so that a form sent twice is carried out once, and the page stays
     * the same; another one once something has been carried out or refused.
     */
    private static String moment(IssueDetail detail) {
        long version = detail.transitions().isEmpty()
                ? 0
                : detail.transitions().getLast().version();
        long command =
                detail.commands().isEmpty() ? 0 : detail.commands().getLast().id();
        return "version-" + version + "-after-" + command;
    }

    public Html render() {
        List<PossibleAction> allowed = possible.stream()
                .filter(action ->
                        context.visitor().may(Wish.role(action.action().outcome())))
                .toList();
        return Html.all(answer(), allowed.isEmpty() ? Html.EMPTY : buttons(allowed));
    }

    /** What the last command was answered, as the address tells it. */
    private Html answer() {
        return LastAnswer.in(query)
                .map(last -> tag(
                        "section",
                        id("answer"),
                        cls("answer " + (last.accepted() ? "is-done" : "is-blocked")),
                        attribute("role", "status"),
                        show.mark(
                                last.accepted() ? "good" : "bad",
                                last.accepted() ? "✓" : "✕",
                                show.words().say(last.accepted() ? "carried out" : "refused")),
                        show.english(last.text())))
                .orElse(Html.EMPTY);
    }

    private Html buttons(List<PossibleAction> allowed) {
        List<PossibleAction> moves = allowed.stream()
                .filter(action -> action.action() == OperatorAction.STATE)
                .toList();
        List<PossibleAction> single = allowed.stream()
                .filter(action -> action.action() != OperatorAction.STATE)
                .toList();
        return tag(
                "section",
                id("actions"),
                cls("actions"),
                tag("h2", show.say("What can be done now")),
                tag(
                        "div",
                        cls("buttons"),
                        Html.each(single, this::button),
                        moves.isEmpty() ? "" : move(moves),
                        context.visitor().may(Wish.role(Wish.BUDGET)) ? budget() : ""));
    }

    private Html button(PossibleAction action) {
        String word = action.action().outcome();
        Html target = action.target()
                .map(state -> tag("p", show.say("The issue goes to {0}.", show.state(state))))
                .orElse(Html.EMPTY);
        Html head = action.head()
                .map(sha -> Html.all(
                        tag("p", show.say("It holds for this commit only: {0}", tag("code", cls("copied"), sha))),
                        Forms.hidden("head_sha", sha)))
                .orElse(Html.EMPTY);
        Html unjudged = action.withoutVerdict()
                ? Html.all(
                        tag(
                                "p",
                                show.say(
                                        "No Inspector has judged this change: you approve it in your own name alone.")),
                        Forms.hidden("argument", "without-verdict"))
                : Html.EMPTY;
        return fold(
                word,
                show.words().say(NAMES.getOrDefault(action.action(), word)),
                !action.canBeUndone(),
                Html.all(
                        tag("p", show.say(action.action().description())),
                        target,
                        head,
                        unjudged,
                        reason(word, action.needsReason())));
    }

    private Html move(List<PossibleAction> moves) {
        return fold(
                OperatorAction.STATE.outcome(),
                show.words().say("Move to a state"),
                true,
                Html.all(
                        tag("p", show.say("Moves the issue past what its stages say. Work under way is ended.")),
                        tag(
                                "label",
                                show.say("State"),
                                tag(
                                        "select",
                                        attribute("name", "argument"),
                                        Html.each(
                                                moves.stream()
                                                        .flatMap(move -> move.target().stream())
                                                        .toList(),
                                                this::option))),
                        reason("state", false)));
    }

    private Html option(IssueState state) {
        return tag("option", attribute("value", state.slug()), show.say(state.slug()));
    }

    private Html budget() {
        return fold(
                Wish.BUDGET,
                show.words().say("Raise the ceiling"),
                false,
                Html.all(
                        tag("p", show.say("The new ceiling of the issue in dollars; it holds for 48 hours.")),
                        tag(
                                "label",
                                show.say("Ceiling in US dollars"),
                                tag(
                                        "input",
                                        attribute("name", "argument"),
                                        attribute("inputmode", "decimal"),
                                        attribute("required", ""),
                                        attribute("pattern", "[0-9]{1,9}([.][0-9]{1,6})?"))),
                        reason(Wish.BUDGET, true)));
    }

    private Html reason(String word, boolean needed) {
        return tag(
                "label",
                needed ? show.say("Reason") : show.say("Reason (may be left out)"),
                tag(
                        "textarea",
                        id("reason-" + word),
                        attribute("name", "reason"),
                        attribute("rows", "2"),
                        attribute("maxlength", "4000"),
                        needed ? attribute("required", "") : attribute("data-optional", "")));
    }

    private Html fold(String word, String name, boolean forGood, Html content) {
        return tag(
                "details",
                id("act-" + word),
                cls("action" + (forGood ? " for-good" : "")),
                tag("summary", name),
                forms.form(
                        "issues/" + key.repository() + "/" + key.number() + "/actions/" + word,
                        Forms.hidden("id", moment),
                        content,
                        forGood
                                ? tag(
                                        "label",
                                        cls("sure"),
                                        tag("input", attribute("type", "checkbox"), attribute("required", "")),
                                        show.say("This cannot be undone, and I mean it."))
                                : "",
                        forGood ? Forms.danger(name) : Forms.button(name)));
    }
}
