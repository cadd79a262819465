package io.colony.web.act;

import static io.colony.web.html.Html.attribute;
import static io.colony.web.html.Html.cls;
import static io.colony.web.html.Html.id;
import static io.colony.web.html.Html.tag;

import io.colony.engine.command.IssueOffer;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.PossibleAction;
import io.colony.engine.workflow.IssueState;
import io.colony.web.access.Role;
import io.colony.web.exchange.Query;
import io.colony.web.html.Html;
import io.colony.web.layout.Forms;
import io.colony.web.layout.PageContext;
import io.colony.web.layout.Show;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Buttons for what can be done to an issue now: on its own page, and in short where it is one of many. */
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

    /** What is asked for most often where a person is waited for; all else follows in its usual order. */
    private static final List<OperatorAction> FIRST = List.of(
            OperatorAction.APPROVE,
            OperatorAction.REQUEST_CHANGES,
            OperatorAction.ACCEPT_EDIT,
            OperatorAction.REJECT_EDIT,
            OperatorAction.RESUME,
            OperatorAction.RETRY,
            OperatorAction.REVIEW);

    /** So many buttons stand open where an issue is one of many. */
    private static final int IN_SHORT = 2;

    private final IssueOffer offer;
    private final String prefix;
    private final PageContext context;
    private final Show show;

    private ActionForms(IssueOffer offer, String prefix, PageContext context) {
        this.offer = offer;
        this.prefix = prefix;
        this.context = context;
        this.show = new Show(context);
    }

    /** For an issue's own page: the answer to the last command, the buttons, and why some are missing. */
    public static Html page(IssueOffer offer, Commands commands, PageContext context, Query query) {
        ActionForms forms = new ActionForms(offer, "", context);
        Html buttons = forms.buttons(forms.all());
        Html missing = forms.missing(commands);
        return Html.all(
                LastAnswer.shown(query, forms.show),
                buttons.isEmpty() && missing.isEmpty()
                        ? Html.EMPTY
                        : tag(
                                "section",
                                id("actions"),
                                cls("actions"),
                                tag("h2", forms.show.say("What can be done now")),
                                buttons,
                                missing));
    }

    /**
     * For a row among others: the first two open, the others behind one more fold.
     *
     * @param number of the issue among those of the page
     */
    public static Html row(IssueOffer offer, long number, PageContext context) {
        ActionForms forms = new ActionForms(offer, number + "-", context);
        List<Html> all = forms.all();
        if (all.size() <= IN_SHORT + 1) {
            return forms.buttons(all);
        }
        return Html.all(
                forms.buttons(all.subList(0, IN_SHORT)),
                tag(
                        "details",
                        id("more-" + number),
                        cls("more-actions"),
                        tag("summary", forms.show.say("More that can be done")),
                        forms.buttons(all.subList(IN_SHORT, all.size()))));
    }

    /** The roles that the issue's actions take, as far as the visitor lacks them. */
    private Html missing(Commands commands) {
        if (commands.given() && offer.actions().isEmpty()) {
            return Html.EMPTY;
        }
        return new Buttons(commands, context).whyNot(roles(List.of(offer)));
    }

    /** The roles that it takes to do all that these issues allow. */
    public static Role[] roles(Collection<IssueOffer> offers) {
        return offers.stream()
                .flatMap(offer -> offer.actions().stream())
                .map(action -> Act.role(action.action().outcome()))
                .distinct()
                .sorted()
                .toArray(Role[]::new);
    }

    private List<Html> all() {
        List<PossibleAction> allowed = offer.actions().stream()
                .filter(action -> context.visitor().may(Act.role(action.action().outcome())))
                .toList();
        List<PossibleAction> moves = allowed.stream()
                .filter(action -> action.action() == OperatorAction.STATE)
                .toList();
        List<Html> all = allowed.stream()
                .filter(action -> action.action() != OperatorAction.STATE)
                .sorted(Comparator.comparingInt(ActionForms::rank))
                .map(this::button)
                .collect(Collectors.toCollection(ArrayList::new));
        if (!moves.isEmpty()) {
            all.add(move(moves));
        }
        if (!offer.actions().isEmpty() && context.visitor().may(Act.role(Act.BUDGET))) {
            all.add(budget());
        }
        return all;
    }

    private static int rank(PossibleAction action) {
        int place = FIRST.indexOf(action.action());
        return place < 0 ? FIRST.size() : place;
    }

    private Html buttons(List<Html> all) {
        return all.isEmpty() ? Html.EMPTY : tag("div", cls("buttons"), Html.each(all, Function.identity()));
    }

    private Html button(PossibleAction action) {
        String word = action.action().outcome();
        Html target = action.target()
                .map(state -> tag("p", show.say("The issue goes to {0}.", show.state(state))))
                .orElse(Html.EMPTY);
        Html head = action.head()
                .map(sha -> Html.all(
                        tag("p", show.say("It holds for this commit only: {0}", tag("code", cls("copied"), sha))),
                        Forms.hidden(Sent.HEAD, sha)))
                .orElse(Html.EMPTY);
        Html edit = action.edit()
                .map(number -> Forms.hidden(Sent.ARGUMENT, Long.toString(number)))
                .orElse(Html.EMPTY);
        Html unjudged = action.withoutVerdict()
                ? Html.all(
                        tag(
                                "p",
                                show.say(
                                        "No Inspector has judged this change: you approve it in your own name alone.")),
                        Forms.hidden(Sent.ARGUMENT, "without-verdict"))
                : Html.EMPTY;
        ActionFold fold =
                fold(word, show.words().say(NAMES.getOrDefault(action.action(), word)), !action.canBeUndone());
        return send(
                fold,
                word,
                tag("p", show.say(action.action().description())),
                target,
                head,
                edit,
                unjudged,
                fold.reason(action.needsReason()));
    }

    private Html move(List<PossibleAction> moves) {
        String word = OperatorAction.STATE.outcome();
        ActionFold fold = fold(word, show.words().say("Move to a state"), true);
        List<IssueState> targets =
                moves.stream().flatMap(move -> move.target().stream()).toList();
        return send(
                fold,
                word,
                tag("p", show.say("Moves the issue past what its stages say. Work under way is ended.")),
                tag(
                        "label",
                        show.say("State"),
                        tag("select", attribute("name", Sent.ARGUMENT), Html.each(targets, this::option))),
                fold.reason(false));
    }

    private Html option(IssueState state) {
        return tag("option", attribute("value", state.slug()), show.say(state.slug()));
    }

    private Html budget() {
        ActionFold fold = fold(Act.BUDGET, show.words().say("Raise the ceiling"), false);
        return send(
                fold,
                Act.BUDGET,
                tag("p", show.say("The new ceiling of the issue in dollars; it holds for 48 hours.")),
                fold.amount(),
                fold.reason(true));
    }

    private ActionFold fold(String word, String name, boolean forGood) {
        return new ActionFold(prefix + word, name, "", forGood, context);
    }

    private Html send(ActionFold fold, String word, Object... content) {
        return fold.to(
                "issues/" + offer.issue().repository() + "/" + offer.issue().number() + "/actions/" + word,
                offer.moment(),
                content);
    }
}
