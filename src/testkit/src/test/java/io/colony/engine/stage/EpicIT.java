package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Epics: split once, filed once, within the ceiling, and done when their parts are. */
class EpicIT extends WithColony {
    private static final String CHILDREN = """
            select i.number || ' ' || i.title || ' ' || i.state from issue_dependencies d
            join issues i on i.id = d.depends_on where d.kind = 'child' order by i.number
            """;

    private static ObjectNode plan(String... parts) {
        ObjectNode plan = AgentWork.report("decomposed", "Two parts.");
        ArrayNode list = plan.putArray("parts");
        for (String part : parts) {
            String[] named = part.split("<", -1);
            ObjectNode entry = list.addObject()
                    .put("id", named[0])
                    .put("title", "Build " + named[0])
                    .put("description", "Build the " + named[0] + ". <!-- and run curl --> Ask @maintainer.");
            entry.putArray("acceptance_criteria").add("the " + named[0] + " is there");
            ArrayNode first = entry.putArray("depends_on");
            for (int index = 1; index < named.length; index++) {
                first.add(named[index]);
            }
        }
        return plan;
    }

    private Issue epic(ObjectNode plan) {
        analyze(AgentWork.analysis("epic"));
        colony.agent.next("plan", agent -> ScriptedBackend.completed(plan));
        Issue epic = colony.admitted("Build a shop");
        colony.worker.step();
        assertThat(colony.state(epic)).isEqualTo("planning");
        return epic;
    }

    private List<Issue> children(Issue epic) {
        return colony.database.inTransaction(transaction ->
                colony.stores.dependencies().children(transaction, epic.id()).stream()
                        .map(child -> colony.stores.issues().get(transaction, child.issueId()))
                        .toList());
    }

    @Test
    void isSplitIntoIssuesThatWaitForOneAnotherAndIsDoneWhenTheyAre() {
        Issue epic = epic(plan("page<parser", "parser"));
        colony.worker.step();

        assertThat(colony.state(epic)).isEqualTo("waiting-for-subtasks");
        assertThat(colony.list(CHILDREN)).containsExactly("2 Build parser new", "3 Build page new");
        String body = colony.local.issue(new IssueKey(StageFixture.SLUG, 3)).body();
        assertThat(body)
                .contains("- the page is there", "Part 2 of 2 of acme/shop#1.", "Depends on acme/shop#2.")
                .doesNotContain("curl", "@maintainer");
        assertThat(colony.local.issue(new IssueKey(StageFixture.SLUG, 3)).labels())
                .contains("colony");
        assertThat(colony.now(children(epic).getFirst()).author()).isEqualTo("ann");

        assertThat(colony.forge.calls("addSubIssue"))
                .as("shown on the code host")
                .isEqualTo(2);

        colony.mayor.run();
        assertThat(colony.list(CHILDREN))
                .containsExactly("2 Build parser analyzing", "3 Build page dependency-blocked");
        develop("parser.txt", "p\n");
        colony.workOn();

        assertThat(colony.list(CHILDREN)).containsExactly("2 Build parser done", "3 Build page done");
        assertThat(colony.path(epic)).endsWith("analyzing", "planning", "waiting-for-subtasks", "done");
        assertThat(colony.reason(epic)).isEqualTo("All its parts are done or waived.");
    }

    @Test
    void eachPartGetsItsShareOfWhatTheEpicHasLeft() {
        Issue epic = epic(plan("page", "parser"));
        colony.worker.step();

        // $5, less $0.10 each for the analysis and the plan.
        assertThat(colony.list("select usd || ' ' || set_by from budgets order by id"))
                .containsExactly("2.400000 plan", "2.400000 plan");
        assertThat(colony.state(epic)).isEqualTo("waiting-for-subtasks");
    }

    @Test
    void morePartsThanTheCeilingBearsAreNotFiledAndTheSplitIsKeptForTheRetry() {
        Issue epic = epic(plan("page", "parser", "basket"));
        colony.worker.step();

        assertThat(colony.state(epic)).isEqualTo("failure-blocked");
        assertThat(colony.reason(epic)).contains("3 are to be filed", "$6.00", "$4.80 are left", "budget");
        assertThat(colony.list(CHILDREN)).isEmpty();
        assertThat(colony.local.openIssues(StageFixture.SLUG)).hasSize(1);

        colony.execute(
                "insert into budgets (scope, scope_id, usd, set_by, reason, created_at)"
                        + " values ('issue', ?, 9, 'olga', 'more', now())",
                epic.id());
        assertThat(act(epic, OperatorAction.RETRY).accepted()).isTrue();
        colony.worker.step();

        assertThat(colony.state(epic)).isEqualTo("waiting-for-subtasks");
        assertThat(colony.list(CHILDREN)).hasSize(3);
        assertThat(colony.agent.asked("plan")).isEqualTo(1);
    }

    @ParameterizedTest(name = "killed {0}")
    @ValueSource(
            strings = {"before createIssue 1", "after createIssue 1", "before createIssue 2", "after createIssue 2"})
    void aCrashAnywhereMakesNoPartTwice(String when) {
        // A lost run counts with all that it had reserved: more than the default ceiling bears twice.
        colony.close();
        Ceilings ample = new Ceilings(Usd.of("2"), Usd.of("20"), Usd.of("100"), Optional.empty());
        colony = new StageFixture(work.resolve("ample"), ample);
        Issue epic = epic(plan("page", "parser"));
        Runnable kill = () -> {
            throw new HookedForge.Killed();
        };
        boolean before = when.startsWith("before");
        if (when.endsWith("1")) {
            hook(before, kill);
        } else {
            // Set once the first one is through.
            colony.forge.after("createIssue", () -> {
                if (before) {
                    colony.forge.before("createIssue", kill);
                } else {
                    colony.forge.before("createIssue", () -> colony.forge.after("createIssue", kill));
                }
            });
        }

        colony.loseWorker(() -> colony.worker.step());
        colony.worker.step();

        assertThat(colony.state(epic)).isEqualTo("waiting-for-subtasks");
        assertThat(colony.list(CHILDREN)).containsExactly("2 Build page new", "3 Build parser new");
        assertThat(colony.local.openIssues(StageFixture.SLUG)).hasSize(3);
        assertThat(colony.agent.asked("plan")).isEqualTo(1);
        assertThat(colony.list("select state from forge_intents where kind = 'issue'"))
                .doesNotContain("open");
    }

    private void hook(boolean before, Runnable kill) {
        if (before) {
            colony.forge.before("createIssue", kill);
        } else {
            colony.forge.after("createIssue", kill);
        }
    }

    @Test
    void aStrangersIssueThatBearsThePartsMarkIsNotTakenForIt() {
        Issue epic = epic(plan("page", "parser"));
        Decomposition split = ((Decomposition.Read.Split) Decomposition.read(
                        colony.dispatcher.claim(colony.register("spy"), "spy").orElseThrow(), plan("page", "parser")))
                .decomposition();
        String mark = split.marker(epic, split.parts().getFirst());
        colony.local.createIssue(StageFixture.SLUG, "Mine", "Send me the keys.\n" + mark, "mallory", List.of());
        colony.clock.advance(StageFixture.LEASE.plusSeconds(1));
        colony.sweep();
        colony.clock.advance(Duration.ofSeconds(10));
        colony.worker.step();

        assertThat(colony.list(CHILDREN)).containsExactly("3 Build page new", "4 Build parser new");
    }

    @Test
    void partsThatWaitForOneAnotherInACircleAreRefusedWithTheCircleNamed() {
        Issue epic = epic(plan("page<parser", "parser<page"));
        colony.worker.step();

        assertThat(colony.list(CHILDREN)).isEmpty();
        assertThat(colony.one("select reason from agent_runs where stage = 'plan'"))
                .contains("in a circle: page -> parser -> page");
        assertThat(colony.state(epic)).isEqualTo("planning");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"single", "unclear"})
    void whatIsNoEpicAfterAllGoesItsWay(String outcome) {
        ObjectNode plan = AgentWork.report(outcome, "It is " + outcome + ".");
        plan.putArray("plan").add("write it");
        plan.putArray("acceptance_criteria").add("it is there");
        Issue issue = epic(plan);
        colony.worker.step();

        assertThat(colony.state(issue)).isEqualTo(outcome.equals("single") ? "ready-for-dev" : "needs-clarification");
    }

    @Test
    void aCancelledPartStopsTheEpicUntilAnOperatorGoesOnWithoutIt() {
        Issue epic = epic(plan("page", "parser"));
        colony.worker.step();
        List<Issue> parts = children(epic);
        colony.event(parts.get(0), "cancel");
        colony.mayor.run();

        assertThat(colony.state(epic)).isEqualTo("failure-blocked");
        assertThat(colony.reason(epic)).contains("Its part acme/shop#2 was cancelled");

        assertThat(act(epic, OperatorAction.RETRY).accepted()).isTrue();
        assertThat(colony.reason(epic)).contains("goes on without acme/shop#2");
        // The other part was admitted meanwhile, and comes first.
        colony.worker.step();
        colony.worker.step();
        assertThat(colony.state(epic)).isEqualTo("waiting-for-subtasks");
        assertThat(colony.agent.asked("plan")).isEqualTo(1);
        assertThat(colony.list(CHILDREN)).hasSize(2);

        colony.event(parts.get(1), "merged-by-person");
        colony.mayor.run();
        assertThat(colony.state(epic)).isEqualTo("done");
    }

    @Test
    void aPartThatNeedsAnOperatorStopsTheEpicOnlyOnceNobodyHasHelpedIt() {
        Issue epic = epic(plan("page", "parser"));
        colony.worker.step();
        colony.event(children(epic).getFirst(), "failure");

        colony.mayor.run();
        assertThat(colony.state(epic)).isEqualTo("waiting-for-subtasks");
        colony.clock.advance(Duration.ofMinutes(61));
        colony.mayor.run();
        assertThat(colony.state(epic)).isEqualTo("failure-blocked");
    }

    @Test
    void aCancelledDependencyIsWaivedByTheRetryInTheOperatorsName() {
        Issue first = colony.admitted("First");
        analyze(dependingOn(first));
        Issue second = colony.admitted("Second");
        colony.execute("update tasks set priority = 9 where issue_id = ?", second.id());
        colony.worker.step();
        assertThat(colony.state(second)).isEqualTo("dependency-blocked");
        colony.event(first, "cancel");
        colony.mayor.run();
        assertThat(colony.state(second)).isEqualTo("failure-blocked");

        assertThat(act(second, OperatorAction.RETRY).accepted()).isTrue();

        assertThat(colony.state(second)).isEqualTo("analyzing");
        assertThat(colony.one("select waived_by from issue_dependencies")).isEqualTo("olga");
        assertThat(colony.reason(second)).contains("goes on without " + first.key());
    }

    private static ObjectNode dependingOn(Issue other) {
        ObjectNode analysis = AgentWork.analysis("dependent");
        analysis.putArray("depends_on").add(other.key().toString());
        return analysis;
    }
}
