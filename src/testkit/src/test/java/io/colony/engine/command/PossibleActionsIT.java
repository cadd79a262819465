package io.colony.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Forge.Permission;
import io.colony.engine.forge.Forge.PullRequest;
import io.colony.engine.forge.Repositories;
import io.colony.engine.intake.ScriptedHost;
import io.colony.engine.issue.Dependencies;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.projection.Outbox;
import io.colony.engine.stage.JudgementStore;
import io.colony.engine.stage.RunStore;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflows;
import io.colony.testkit.StoreFixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every action in every state, on issues that differ in what else the answer hangs on: what is offered is carried out and
 * leads where it was said to, and what is not offered is refused.
 */
class PossibleActionsIT {
    private static final String HEAD = "1".repeat(40);
    private static final String BEFORE = "2".repeat(40);
    private static final ScriptedHost HOST = new ScriptedHost();

    @SuppressWarnings("NullAway.Init")
    private static StoreFixture store;

    @SuppressWarnings("NullAway.Init")
    private static OperatorActions actions;

    @SuppressWarnings("NullAway.Init")
    private static PossibleActions possible;

    private static long numbers = 100;

    /** What an issue has behind it. */
    private enum Past {
        /** It went from analysis to where it is. */
        ANALYSED,
        /** It was developed and reviewed, and has a pull request and a verdict. */
        REVIEWED,
        /** The same, and its review could not run. */
        UNJUDGED,
        /** The same as reviewed, and its head moved since. */
        MOVED,
        /** The same as reviewed, and an edit of its text waits. */
        EDITED,
        /** The same as reviewed, and its merge has begun. */
        MERGING,
        /** A pull request that a person wrote. */
        PULL_REQUEST
    }

    private record Asked(OperatorAction action, Optional<String> argument) {}

    @BeforeAll
    static void open() {
        store = new StoreFixture();
        store.execute("update repositories set forge = 'github'");
        store.database.useTransaction(
                transaction -> store.workflows.store(transaction, Workflows.colonyReviewYaml(), "colony-review.yaml"));
        OperatorActions.Stores stores = new OperatorActions.Stores(
                Repositories.postgres(),
                store.issues,
                store.transitions,
                RunStore.postgres(),
                JudgementStore.postgres(),
                CommandLog.postgres(store.audit),
                store.workflows,
                Dependencies.postgres(store.clock),
                Outbox.postgres(UnaryOperator.identity()));
        HOST.people.put("olga", Permission.WRITE);
        actions = new OperatorActions(store.database, store.clock, Map.of(HOST.name(), HOST), stores);
        possible = new PossibleActions(store.database, stores);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @TestFactory
    Stream<DynamicTest> whatIsOfferedIsCarriedOutAndNothingElse() {
        return Arrays.stream(Past.values())
                .flatMap(past -> workflow(past).states().keySet().stream()
                        .map(state -> DynamicTest.dynamicTest(past + " " + state, () -> check(past, state))));
    }

    private static Workflow workflow(Past past) {
        return past == Past.PULL_REQUEST ? Workflows.colonyReview() : Workflows.colonyDefault();
    }

    private static void check(Past past, IssueState state) {
        List<Asked> all = new ArrayList<>();
        for (OperatorAction action : OperatorAction.values()) {
            switch (action) {
                case APPROVE ->
                    all.addAll(List.of(
                            new Asked(action, Optional.empty()),
                            new Asked(action, Optional.of(ActionEffects.WITHOUT_VERDICT))));
                case STATE ->
                    workflow(past).states().keySet().forEach(to -> all.add(new Asked(action, Optional.of(to.slug()))));
                default -> all.add(new Asked(action, Optional.empty()));
            }
        }
        for (Asked asked : all) {
            IssueKey key = issue(past, state);
            Optional<PossibleAction> offered = offered(possible.of(key).actions(), asked);

            OperatorAnswer answer = actions.carryOut(new OperatorCommand(
                    key,
                    asked.action(),
                    "olga",
                    offered.flatMap(PossibleAction::head).or(() -> Optional.of(HEAD)),
                    "because",
                    "test",
                    key + " " + asked,
                    asked.argument()
                            .or(() -> offered.flatMap(PossibleAction::edit).map(edit -> Long.toString(edit)))));

            assertThat(answer.accepted())
                    .as("%s of %s %s: %s", asked, past, state, answer.text())
                    .isEqualTo(offered.isPresent());
            offered.ifPresent(action -> assertThat(state(key))
                    .as("%s of %s %s", asked, past, state)
                    .isEqualTo(action.target().orElse(state).slug()));
        }
    }

    /** An approval that has to say that no verdict stands behind it is none without saying so. */
    private static Optional<PossibleAction> offered(List<PossibleAction> offers, Asked asked) {
        return offers.stream()
                .filter(offer -> offer.action() == asked.action())
                .filter(offer -> asked.action() != OperatorAction.STATE
                        || offer.target().map(IssueState::slug).equals(asked.argument()))
                .filter(offer -> asked.action() != OperatorAction.APPROVE
                        || !offer.withoutVerdict()
                        || asked.argument().isPresent())
                .findFirst();
    }

    private static String state(IssueKey key) {
        return store.query(String.class, "select state from issues where number = ?", key.number());
    }

    private static IssueKey issue(Past past, IssueState state) {
        IssueKey key = new IssueKey(StoreFixture.REPOSITORY, ++numbers);
        Workflow workflow = workflow(past);
        boolean own = past == Past.PULL_REQUEST;
        boolean changed = past != Past.ANALYSED;
        IssueState before = changed ? IssueState.IN_REVIEW : new IssueState("analyzing");
        boolean terminal = workflow.state(state).type() == Workflow.Type.TERMINAL;
        store.execute(
                """
                insert into issues (tenant_id, repository_id, number, title, author, state, resume_state, version,
                  workflow_id, workflow_version, base_branch, branch, pull_request, head_sha, base_sha, entered_at,
                  created_at, updated_at)
                values (?, ?, ?, 'A title', 'ann', ?, ?, 3, ?, ?, 'main', ?, ?, ?, ?, now(), now(), now())
                """,
                store.tenantId,
                store.repositoryId,
                key.number(),
                state.slug(),
                terminal ? null : before.slug(),
                workflow.id(),
                workflow.version(),
                changed ? "colony/" + key.number() : null,
                own ? Optional.of(key.number()) : changed ? Optional.of(key.number() + 100_000) : Optional.empty(),
                changed ? HEAD : null,
                changed ? HEAD : null);
        long id = store.query(Long.class, "select id from issues where number = ?", key.number());
        step(id, 1, workflow.initialState().slug(), changed && !own ? "ready-for-dev" : before.slug());
        step(id, 2, "ready-for-dev", before.slug());
        step(id, 3, before.slug(), state.slug());
        workflow.state(state).executor().ifPresent(executor -> task(id, executor, "queued"));
        behind(id, past);
        if (own) {
            HOST.issues.put(key, new ForgeIssue(key, "A title", "Please.", "ann", true, List.of()));
            HOST.pullRequests.put(
                    key.number(),
                    new PullRequest(
                            key.number(),
                            "A title",
                            "topic",
                            HEAD,
                            "main",
                            PullRequest.State.OPEN,
                            Optional.empty(),
                            "ann"));
        }
        return key;
    }

    /** What the issue has besides its path. */
    private static void behind(long id, Past past) {
        store.execute("""
                insert into issue_snapshots (issue_id, title, body_raw, body_normalised, sha256, hidden_text, accepted_by,
                  taken_at) values (?, 'A title', 'b', 'b', repeat('a', 64), false, 'ann', now())
                """, id);
        if (past != Past.ANALYSED) {
            verdict(id, past == Past.UNJUDGED ? "COULD_NOT_RUN" : "APPROVE", past == Past.MOVED ? BEFORE : HEAD);
        }
        if (past == Past.EDITED) {
            store.execute("""
                    insert into issue_edits (issue_id, title, body_raw, body_normalised, sha256, hidden_text, author,
                      noticed_at) values (?, 'T', 'b', 'b', repeat('a', 64), false, 'ann', now())
                    """, id);
        }
        if (past == Past.MERGING) {
            store.execute(
                    "insert into forge_intents (issue_id, task_id, epoch, kind, ref, state, created_at)"
                            + " select ?, max(id), 1, 'merge', 'pull/1', 'open', now() from tasks where issue_id = ?",
                    id,
                    id);
        }
    }

    private static void step(long issue, int version, String from, String to) {
        store.execute(
                "insert into state_transitions (issue_id, version, from_state, to_state, outcome, actor_kind, actor_name,"
                        + " reason, at) values (?, ?, ?, ?, 'whatever', 'worker', 'w', 'r', now())",
                issue,
                version,
                from,
                to);
    }

    private static void task(long issue, String executor, String state) {
        store.execute("""
                insert into tasks (tenant_id, repository_id, issue_id, executor, state, run_after, created_at, closed_at)
                select ?, ?, ?, ?, s, now(), now(), case s when 'done' then now() end from (select ?::text as s) v
                """, store.tenantId, store.repositoryId, issue, executor, state);
    }

    private static void verdict(long issue, String verdict, String head) {
        task(issue, "review", "done");
        store.execute("""
                insert into agent_runs (issue_id, task_id, stage, attempt, epoch, worker_id, started_at)
                select ?, max(id), 'review', 1, 1, ?, now() from tasks where issue_id = ? and state = 'done'
                """, issue, store.workerId, issue);
        store.execute("""
                insert into verdicts (issue_id, run_id, head_sha, base_sha, policy_version, verdict, content, created_at)
                select ?, max(id), ?, ?, 'v1', ?, '{}', now() from agent_runs where issue_id = ?
                """, issue, head, head, verdict, issue);
    }
}
