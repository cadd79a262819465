package io.colony.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.audit.AuditLog;
import io.colony.engine.command.BudgetActions;
import io.colony.engine.command.BudgetCommand;
import io.colony.engine.command.BudgetRequest;
import io.colony.engine.command.CommandLog;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.SlashCommand;
import io.colony.engine.issue.Issue;
import io.colony.engine.ledger.Budget;
import io.colony.engine.ledger.Budgets;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.ledger.Ledger.Scope;
import io.colony.engine.ledger.Usd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for money, and what ends its wait. */
class BudgetIT {
    /** Put aside, and not released to a later time. */
    private static final String HELD = "select 1 from tasks where state = 'queued' and run_after < held_until";

    @TempDir
    Path work;

    @Test
    void anIssueThatItsCeilingStoppedGoesOnAtOnceWhenSomebodyRaisesIt() {
        Ceilings ceilings = ceilings("2", "2.05", "50");
        try (StageFixture colony = new StageFixture(work, ceilings)) {
            Issue issue = colony.admitted("Add a greeting");
            colony.workOn();
            assertThat(colony.state(issue)).isEqualTo("failure-blocked");

            OperatorAnswer answer = raise(
                    colony,
                    ceilings,
                    new BudgetRequest(Scope.ISSUE, issue.key().toString(), Usd.of("6"), "olga", "it is worth it"));

            assertThat(answer.accepted()).as(answer.text()).isTrue();
            assertThat(answer.text()).contains("$6.00 (was $2.05)", "ready-for-dev");
            assertThat(colony.one("select detail ->> 'to_usd' from audit_log where action = 'budget-raised'"))
                    .isEqualTo("6.000000");
            colony.workOn();
            assertThat(colony.state(issue)).isEqualTo("done");
            assertThat(colony.list("select 1 from budget_waits")).isEmpty();
        }
    }

    @Test
    void tasksThatWaitForTheirRepositorysDayAreDueAtOnceWhenItIsRaised() {
        Ceilings ceilings = ceilings("2", "5", "2.15");
        try (StageFixture colony = new StageFixture(work, ceilings)) {
            colony.admitted("Add a greeting");
            colony.admitted("Add another");
            for (int step = 0; step < 4; step++) {
                colony.worker.step();
            }
            assertThat(colony.list(HELD)).hasSize(2);
            assertThat(budgets(colony, ceilings).size()).isEqualTo(2);

            OperatorAnswer answer = raise(
                    colony,
                    ceilings,
                    new BudgetRequest(Scope.REPOSITORY, StageFixture.SLUG, Usd.of("6"), "olga", "release day"));

            assertThat(answer.accepted()).as(answer.text()).isTrue();
            assertThat(inForce(colony, ceilings, colony.repository().id())).contains(Usd.of("6"));
            assertThat(inForce(colony, ceilings, 4711)).isEmpty();
            assertThat(colony.list(HELD)).isEmpty();
            assertThat(colony.worker.step()).isTrue();
        }
    }

    @Test
    void aTaskThatWaitsForOpenReservationsIsDueAtOnceWhenOneIsClosed() {
        try (StageFixture colony = new StageFixture(work, ceilings("2", "5", "4"))) {
            for (String title : List.of("One", "Two", "Three")) {
                colony.admitted(title);
            }
            assertThat(colony.dispatcher.claim(colony.register("doomed"), "doomed"))
                    .isPresent();
            assertThat(colony.dispatcher.claim(colony.register("doomed"), "doomed"))
                    .isPresent();
            assertThat(colony.dispatcher.claim(colony.register("third"), "third"))
                    .isEmpty();
            assertThat(colony.list(HELD)).hasSize(1);
            assertThat(colony.list("select 1 from ledger_warnings where level = 'reached'"))
                    .as("reservations alone are no ceiling that was reached")
                    .isEmpty();

            colony.clock.advance(StageFixture.LEASE.plusSeconds(1));
            assertThat(colony.sweep()).isEqualTo(2);

            assertThat(colony.list(HELD)).isEmpty();
            assertThat(colony.list("select 1 from budget_waits")).isEmpty();
        }
    }

    @Test
    void whatWaitsForADayIsDueAtMidnight() {
        try (StageFixture colony = new StageFixture(work, ceilings("2", "5", "2.05"))) {
            colony.admitted("Add a greeting");
            colony.worker.step();
            Duration toMidnight = Duration.ofHours(24)
                    .minus(Duration.ofSeconds(colony.clock.instant().getEpochSecond() % 86_400));
            colony.clock.advance(toMidnight.minusSeconds(5));
            colony.execute("update tasks set held_until = null");
            // What was spent was spent today, however late it is.
            colony.execute(
                    "update ledger_totals set period = to_char(?::timestamptz at time zone 'UTC', 'YYYY-MM-DD')"
                            + " where scope = 'repository'",
                    colony.clock.instant().atOffset(java.time.ZoneOffset.UTC));
            assertThat(colony.worker.step()).isFalse();

            assertThat(colony.one("select to_char(held_until at time zone 'UTC', 'HH24:MI:SS') from tasks"
                            + " where state = 'queued'"))
                    .isEqualTo("00:00:00");
        }
    }

    @Test
    void aNearAndAReachedCeilingAreSaidOnceAndAgainWhenTheCeilingIsAnother() {
        Ceilings ceilings = ceilings("2", "5", "2.05");
        try (StageFixture colony = new StageFixture(work, ceilings)) {
            colony.admitted("Add a greeting");
            for (int step = 0; step < 6; step++) {
                colony.worker.step();
                colony.clock.advance(Duration.ofSeconds(31));
            }
            assertThat(warnings(colony)).containsExactly("repository near 2.050000", "repository reached 2.050000");

            raise(
                    colony,
                    ceilings,
                    new BudgetRequest(Scope.REPOSITORY, StageFixture.SLUG, Usd.of("2.15"), "olga", "one more"));
            for (int step = 0; step < 6; step++) {
                colony.worker.step();
            }

            assertThat(warnings(colony))
                    .contains("repository near 2.150000", "repository reached 2.150000")
                    .doesNotHaveDuplicates();
            assertThat(colony.list("select subject from audit_log where action = 'budget-warning'"))
                    .hasSameSizeAs(warnings(colony))
                    .contains(StageFixture.SLUG);
        }
    }

    @Test
    void whoMayNotWriteRaisesNothingAndNobodyRaisesWithoutAReasonOrBeyondThreeTimes() {
        Ceilings ceilings = ceilings("2", "5", "50");
        try (StageFixture colony = new StageFixture(work, ceilings)) {
            String key = colony.admitted("Add a greeting").key().toString();

            assertRefused(colony, new BudgetRequest(Scope.ISSUE, key, Usd.of("6"), "colony", "please"), "permission");
            assertRefused(colony, new BudgetRequest(Scope.ISSUE, key, Usd.of("6"), "olga", " "), "reason");
            assertRefused(
                    colony, new BudgetRequest(Scope.ISSUE, key, Usd.of("15.01"), "olga", "why"), "$15.00 at most");
            assertRefused(
                    colony, new BudgetRequest(Scope.ISSUE, "acme/shop#99", Usd.of("6"), "olga", "why"), "no issue");
            assertRefused(colony, new BudgetRequest(Scope.TENANT, "acme", Usd.of("6"), "olga", "why"), "off");
            assertThat(colony.list("select 1 from budgets")).isEmpty();
            assertThat(colony.list("select 1 from audit_log where action = 'budget-raised'"))
                    .isEmpty();
        }
    }

    @Test
    void aSlashCommandRaisesTheCeilingOfItsIssueOnceAndIsAnsweredAlikeAgain() {
        Ceilings ceilings = ceilings("2", "2.05", "50");
        try (StageFixture colony = new StageFixture(work, ceilings)) {
            Issue issue = colony.admitted("Add a greeting");
            colony.workOn();
            assertThat(colony.state(issue)).isEqualTo("failure-blocked");

            OperatorAnswer first = comment(colony, ceilings, issue, "olga", "/colony:budget 6\nOne last round.");
            assertThat(first.accepted()).as(first.text()).isTrue();
            assertThat(first.text())
                    .contains("The ceiling per issue of " + issue.key() + " is $6.00 (was $2.05) until ")
                    .endsWith(issue.key() + " goes on: it is ready-for-dev now.");
            colony.workOn();
            OperatorAnswer again = comment(colony, ceilings, issue, "olga", "/colony:budget 6\nOne last round.");

            assertThat(again).isEqualTo(first);
            assertThat(colony.state(issue)).isEqualTo("done");
            assertThat(colony.list("select extract(epoch from expires_at - created_at)::int / 3600 || ' ' || reason"
                            + " from budgets"))
                    .containsExactly("48 One last round.");
            assertThat(colony.list("select actor || ' ' || subject from audit_log where action = 'budget-raised'"))
                    .containsExactly("operator:olga " + issue.key());
            assertThat(colony.list("select command || ' ' || accepted from operator_commands"))
                    .containsExactly("budget 6.000000 One last round. true");
        }
    }

    @Test
    void aSlashCommandIsHeldToTheSameRules() {
        Ceilings ceilings = ceilings("2", "5", "50");
        try (StageFixture colony = new StageFixture(work, ceilings)) {
            Issue issue = colony.admitted("Add a greeting");

            assertThat(comment(colony, ceilings, issue, "colony", "/colony:budget 6"))
                    .satisfies(answer -> assertThat(answer.accepted()).isFalse())
                    .satisfies(answer -> assertThat(answer.text()).contains("colony lacks the permission"));
            assertThat(comment(colony, ceilings, issue, "olga", "/colony:budget 15.01"))
                    .satisfies(answer -> assertThat(answer.accepted()).isFalse())
                    .satisfies(answer -> assertThat(answer.text()).contains("$15.00 at most"));
            assertThat(comment(colony, ceilings, issue, "olga", "/colony:budget 15")
                            .accepted())
                    .isTrue();
            assertThat(colony.list("select reason from budgets"))
                    .as("a comment may come without a reason")
                    .containsExactly("asked for on the issue with budget 15.000000");
            assertThat(colony.list("select accepted::text from operator_commands order by id"))
                    .as("whoever may not is not even noted")
                    .containsExactly("false", "true");
        }
    }

    /** A comment, whose text names it here. */
    private static OperatorAnswer comment(
            StageFixture colony, Ceilings ceilings, Issue issue, String login, String text) {
        SlashCommand.Budget asked =
                (SlashCommand.Budget) SlashCommand.parse("colony", text).orElseThrow();
        return actions(colony, ceilings)
                .carryOut(new BudgetCommand(issue.key(), asked.usd(), login, asked.reason(), "comment", text));
    }

    private static void assertRefused(StageFixture colony, BudgetRequest request, String why) {
        OperatorAnswer answer = raise(colony, ceilings("2", "5", "50"), request);
        assertThat(answer.accepted()).isFalse();
        assertThat(answer.text()).contains(why);
    }

    private static List<String> warnings(StageFixture colony) {
        return colony.list("select scope || ' ' || level || ' ' || ceiling from ledger_warnings"
                + " where scope = 'repository' order by id");
    }

    private static List<Budget> budgets(StageFixture colony, Ceilings ceilings) {
        Budgets budgets = Budgets.postgres(colony.stores.ledger(), ceilings, AuditLog.postgres(colony.database));
        return colony.database.inTransaction(transaction ->
                budgets.show(transaction, Scope.REPOSITORY, colony.repository().id(), colony.clock.instant()));
    }

    private static Optional<Usd> inForce(StageFixture colony, Ceilings ceilings, long repository) {
        Budgets budgets = Budgets.postgres(colony.stores.ledger(), ceilings, AuditLog.postgres(colony.database));
        return colony.database.inReadTransaction(
                transaction -> budgets.inForce(transaction, Scope.REPOSITORY, repository, colony.clock.instant()));
    }

    private static OperatorAnswer raise(StageFixture colony, Ceilings ceilings, BudgetRequest request) {
        return actions(colony, ceilings).raise(request);
    }

    private static BudgetActions actions(StageFixture colony, Ceilings ceilings) {
        Budgets budgets = Budgets.postgres(colony.stores.ledger(), ceilings, AuditLog.postgres(colony.database));
        return new BudgetActions(
                colony.database,
                colony.clock,
                Map.of(colony.local.name(), colony.forge.forge()),
                new BudgetActions.Stores(
                        colony.stores.repositories(),
                        colony.stores.issues(),
                        colony.stores.transitions(),
                        budgets,
                        CommandLog.postgres(AuditLog.postgres(colony.database))));
    }

    private static Ceilings ceilings(String run, String issue, String day) {
        return new Ceilings(Usd.of(run), Usd.of(issue), Usd.of(day), Optional.empty());
    }
}
