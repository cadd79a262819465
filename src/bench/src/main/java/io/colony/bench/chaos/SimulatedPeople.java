package io.colony.bench.chaos;

import io.colony.engine.ColonyBuilder;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorActions;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.issue.TransitionRequest;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Usd;
import io.colony.engine.recovery.Breaker;
import io.colony.engine.recovery.BreakerSettings;
import io.colony.engine.recovery.Breakers;
import io.colony.engine.stage.Dispatcher;
import io.colony.engine.workflow.Outcomes;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;

/** Authors who answer, operators who decide, and people who get in the way. Used by one thread. */
final class SimulatedPeople {
    private static final Usd MOST_PER_ISSUE = Usd.of("12");

    private final Database database;
    private final InstantSource clock;
    private final Dispatcher.Stores stores;
    private final OperatorActions actions;
    private final SimulatedHost host;
    private final SqlClient sql;
    private final Random random;
    private final Breakers breakers;
    private final Ceilings ceilings;
    private final Map<String, Integer> done = new TreeMap<>();
    private final Queue<Waiting> told = new ArrayDeque<>();
    private long commands;

    SimulatedPeople(
            Database database,
            InstantSource clock,
            ColonyBuilder builder,
            SimulatedHost host,
            SqlClient sql,
            ChaosPlan plan) {
        this.database = database;
        this.clock = clock;
        this.stores = builder.stores();
        this.actions = builder.operatorActions();
        this.host = host;
        this.sql = sql;
        this.random = new Random(plan.seed() ^ 0x5DEECE66DL);
        this.breakers = Breakers.postgres(BreakerSettings.defaults(), random);
        this.ceilings = ChaosColony.ceilings(plan.issues().size());
    }

    /** How often they did what. */
    Map<String, Integer> done() {
        return done;
    }

    private record Waiting(long id, long number, String state, Optional<String> head, Optional<Long> pull, String why) {
        static Waiting of(List<String> row) {
            return new Waiting(
                    Long.parseLong(row.get(0)),
                    Long.parseLong(row.get(1)),
                    row.get(2),
                    Optional.of(row.get(3)).filter(text -> !text.isEmpty()),
                    Optional.of(row.get(4)).filter(text -> !text.isEmpty()).map(Long::parseLong),
                    row.get(5));
        }

        IssueKey key() {
            return new IssueKey(SimulatedHost.SLUG, number);
        }
    }

    /** Looks once at what waits. With calm all of it is answered so that it goes on; else some, in any way. */
    void look(boolean calm) {
        try {
            tell();
            open().forEach(issue -> attend(issue, calm));
            raiseWhereHeld(Scope.REPOSITORY, "repositories", ceilings.repositoryDay());
            raiseWhereHeld(Scope.TENANT, "tenants", ceilings.tenantMonth().orElseThrow());
            resetBreakers(calm);
        } catch (RuntimeException away) {
            // People try again when the store is back.
        }
    }

    private List<Waiting> open() {
        return sql.rows("""
                select i.id, i.number, i.state, coalesce(i.head_sha, ''), coalesce(i.pull_request::text, ''), t.reason
                from issues i join state_transitions t on t.issue_id = i.id and t.version = i.version
                where i.state not in ('done', 'cancelled') order by i.id""").stream().map(Waiting::of).toList();
    }

    private void attend(Waiting issue, boolean calm) {
        int die = random.nextInt(1000);
        switch (issue.state()) {
            case "needs-clarification" -> {
                if (calm || die < 300) {
                    event(issue, Outcomes.CLARIFIED, "author");
                }
            }
            case "human-review-ready" -> {
                if (calm || die < 300) {
                    decide(issue, calm ? 0 : random.nextInt(100));
                }
            }
            case "failure-blocked" -> {
                if (calm || die < 200) {
                    unblock(issue, calm ? 0 : random.nextInt(100));
                }
            }
            case "paused" -> {
                if (calm || die < 300) {
                    command(issue, OperatorAction.RESUME, Optional.empty());
                }
            }
            default -> {
                if (!calm && die < 12) {
                    disturb(issue, random.nextInt(100));
                }
            }
        }
    }

    private void decide(Waiting issue, int die) {
        if (issue.head().isEmpty() || issue.pull().isEmpty()) {
            command(issue, die < 90 ? OperatorAction.RETRY : OperatorAction.CANCEL, Optional.empty());
        } else if (die < 60) {
            command(issue, OperatorAction.APPROVE, issue.head());
        } else if (die < 75) {
            command(issue, OperatorAction.REQUEST_CHANGES, Optional.empty());
        } else if (die < 85) {
            command(issue, OperatorAction.RETRY, Optional.empty());
        } else if (die < 95) {
            mergeByHand(issue);
        } else {
            anew(issue);
        }
    }

    private void unblock(Waiting issue, int die) {
        if (die >= 90) {
            command(issue, OperatorAction.CANCEL, Optional.empty());
            return;
        }
        if (issue.why().contains("ceiling")) {
            raise(Scope.ISSUE, issue.id(), MOST_PER_ISSUE);
        }
        command(issue, OperatorAction.RETRY, Optional.empty());
    }

    private void disturb(Waiting issue, int die) {
        if (die < 45) {
            command(issue, OperatorAction.PAUSE, Optional.empty());
        } else if (die < 60) {
            command(issue, OperatorAction.CANCEL, Optional.empty());
        } else if (die < 80) {
            anew(issue);
        } else {
            mergeByHand(issue);
        }
    }

    private void anew(Waiting issue) {
        Optional<OperatorAction> action = OperatorAction.named(Outcomes.REIMPLEMENT);
        if (action.isPresent()) {
            command(issue, action.get(), Optional.empty());
        } else {
            event(issue, Outcomes.REIMPLEMENT, "operator");
        }
    }

    /** A person presses the code host's merge button; the engine hears of it as by a webhook. */
    private void mergeByHand(Waiting issue) {
        if (issue.pull().isEmpty()) {
            return;
        }
        // First: whoever is cut off does not know whether it went through, and the code host does.
        told.add(issue);
        host.mergeByPerson(SimulatedHost.SLUG, issue.pull().get());
        tell();
    }

    /** A webhook is kept until it is processed. */
    private void tell() {
        while (!told.isEmpty()) {
            Waiting issue = told.element();
            PullRequest now = host.pullRequest(SimulatedHost.SLUG, issue.pull().orElseThrow());
            if (now.state() == PullRequest.State.MERGED) {
                event(issue, Outcomes.MERGED_BY_PERSON, "person");
            }
            told.remove();
        }
    }

    private void event(Waiting issue, String event, String login) {
        count(event);
        database.useTransaction(transaction -> {
            Issue locked = stores.issues().lock(transaction, issue.id());
            stores.transitions()
                    .apply(
                            transaction,
                            TransitionRequest.event(locked, event, Actor.forge(login), event + " by " + login));
        });
    }

    private void command(Waiting issue, OperatorAction action, Optional<String> head) {
        commands++;
        boolean accepted = actions.carryOut(new OperatorCommand(
                        issue.key(),
                        action,
                        "operator",
                        head,
                        "chaos",
                        "chaos",
                        "command-" + commands,
                        action == OperatorAction.APPROVE ? Optional.of("without-verdict") : Optional.empty()))
                .accepted();
        count(action.outcome() + (accepted ? "" : " refused"));
    }

    private void count(String what) {
        done.merge(what, 1, Integer::sum);
    }

    private void resetBreakers(boolean calm) {
        if (calm || random.nextInt(100) < 10) {
            database.useTransaction(transaction -> breakers.list(transaction).stream()
                    .filter(Breaker::open)
                    .forEach(open -> {
                        breakers.reset(transaction, open.key());
                        stores.queue().resumeHeld(transaction, "breaker ");
                        count("breaker reset");
                    }));
        }
    }

    /** To the most that a ceiling may be raised to, so that once is enough. */
    private void raiseWhereHeld(Scope scope, String table, Usd ceiling) {
        long waiting = sql.number(
                "select count(*) from tasks where state = 'queued' and waits_for ilike ?",
                "%ceiling of the " + scope.slug() + "%");
        if (waiting > 0) {
            raise(
                    scope,
                    sql.number("select min(id) from " + table),
                    ceiling.plus(ceiling).plus(ceiling));
        }
    }

    private void raise(Scope scope, long id, Usd usd) {
        long before = sql.number(
                "select count(*) from budgets where scope = ? and scope_id = ? and set_by = 'operator'",
                scope.slug(),
                id);
        if (before == 0) {
            count("budget of " + scope.slug());
            database.inTransaction(transaction ->
                    stores.ledger().raise(transaction, scope, id, usd, "operator", "chaos", clock.instant()));
        }
    }
}
