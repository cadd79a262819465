package io.colony.web.act;

import io.colony.engine.command.BudgetCommand;
import io.colony.engine.command.BudgetRequest;
import io.colony.engine.command.CommandName;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.issue.IssueKey;
import io.colony.web.access.Permissions;
import io.colony.web.access.Role;
import io.colony.web.exchange.AddressPattern;
import io.colony.web.exchange.Addresses;
import io.colony.web.exchange.Match;
import java.util.List;
import java.util.Optional;

/**
 * Something that people can have done by POST: with a form at its address, with JSON at the same one below {@code api/v1/}.
 * {@code docs/openapi.yaml} describes each.
 *
 * @param page where the answer to a form is shown unless the form says otherwise; empty for the issue's own page
 */
record Act(AddressPattern address, Optional<Page> page, Effect effect) {
    static final String BUDGET = "budget";

    /** Pages with forms. */
    enum Page {
        ATTENTION,
        WORKERS,
        COST
    }

    /** Has it done, or says why not. */
    @FunctionalInterface
    interface Effect {
        OperatorAnswer of(Match match, Sent sent, Commands commands);
    }

    /** All that there are. */
    static final List<Act> ALL = List.of(
            new Act(
                    AddressPattern.of("issues/{owner}/{name}/{number}/actions/{action}"),
                    Optional.empty(),
                    (match, sent, commands) -> issue(match.issue(), match.text("action"), sent, commands)),
            operating("repositories/{owner}/{name}/actions/budget", Page.COST, (match, sent, commands) -> {
                String slug = match.repository();
                return commands.raise(
                        BudgetRequest.ofRepository(slug, sent.amount(), sent.login(), sent.reason()),
                        sent.name("repository " + slug, BUDGET));
            }),
            operating("tenants/{tenant}/actions/budget", Page.COST, (match, sent, commands) -> {
                String slug = match.text("tenant");
                return commands.raise(
                        BudgetRequest.ofTenant(slug, sent.amount(), sent.login(), sent.reason()),
                        sent.name("tenant " + slug, BUDGET));
            }),
            operating("dead-letters/{letter}/actions/replay", Page.ATTENTION, (match, sent, commands) -> {
                long letter = match.number("letter");
                return commands.replay(
                        letter, sent.login(), sent.reason(), sent.name("dead-letter " + letter, "replay"));
            }),
            operating("breakers/actions/reset", Page.ATTENTION, (match, sent, commands) -> {
                String scope = sent.required(Sent.SCOPE);
                String key = sent.required(Sent.KEY);
                return commands.reset(
                        scope, key, sent.login(), sent.reason(), sent.name("breaker " + scope + " " + key, "reset"));
            }),
            operating(
                    "dispatch/actions/stop",
                    Page.WORKERS,
                    (match, sent, commands) ->
                            commands.stop(sent.login(), sent.reason(), sent.name("dispatch", "stop"))),
            operating(
                    "dispatch/actions/resume",
                    Page.WORKERS,
                    (match, sent, commands) ->
                            commands.resume(sent.login(), sent.reason(), sent.name("dispatch", "resume"))));

    private static Act operating(String template, Page page, Effect effect) {
        return new Act(AddressPattern.of(template), Optional.of(page), (match, sent, commands) -> {
            sent.needs(Role.OPERATE);
            return effect.of(match, sent, commands);
        });
    }

    /** The role that something done to an issue takes. */
    static Role role(String action) {
        return OperatorAction.named(action).map(Permissions::toDo).orElse(Role.OPERATE);
    }

    private static OperatorAnswer issue(IssueKey key, String action, Sent sent, Commands commands) {
        sent.needs(role(action));
        CommandName name = sent.name(key.toString(), action);
        if (action.equals(BUDGET)) {
            return commands.raise(
                    new BudgetCommand(key, sent.amount(), sent.login(), sent.reason(), name.source(), name.id()));
        }
        OperatorAction known = OperatorAction.named(action).orElseThrow(Addresses::unknown);
        return commands.carryOut(new OperatorCommand(
                key,
                known,
                sent.login(),
                sent.text(Sent.HEAD),
                sent.reason(),
                name.source(),
                name.id(),
                sent.text(Sent.ARGUMENT)));
    }
}
