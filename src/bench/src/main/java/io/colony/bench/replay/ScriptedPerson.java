package io.colony.bench.replay;

import io.colony.bench.chaos.SqlClient;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.recovery.BreakerKey;
import io.colony.runner.IssueView;
import io.colony.runner.Operations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides what Colony puts before a person, as somebody would who knows the real commit: approves what is right, asks for
 * changes where it is not, and has a change with conflicts that nobody resolved begun anew. One after the other, since an
 * approval is for a commit, and what is merged in between makes it another one. Used by one thread.
 */
final class ScriptedPerson {
    private static final int MOST_ACTS = 12;
    private static final String ASKED = "human-review-ready";

    private final Operations operations;
    private final SqlClient store;
    private final ReplayGit forge;
    private final ReplayScript script;
    private final ChangeJudge judge;
    private final Map<String, Integer> acts = new HashMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();

    ScriptedPerson(Operations operations, SqlClient store, ReplayGit forge, ReplayScript script, ChangeJudge judge) {
        this.operations = operations;
        this.store = store;
        this.forge = forge;
        this.script = script;
        this.judge = judge;
    }

    /** How often what was done. */
    Map<String, Integer> answers() {
        return answers;
    }

    /**
     * Closes what breakers hold up, as an operator who has looked: mistakes that would be spread over days come within
     * minutes here.
     */
    void resetBreakers() {
        store.rows("select scope_key from breakers where scope = 'repository' and open_until > now()")
                .forEach(row -> {
                    operations.resetBreaker(
                            BreakerKey.repository(row.getFirst()), "The agent's mistakes are known and stay few.");
                    answers.merge("reset-breaker", 1, Integer::sum);
                });
    }

    /** Whether something was done about one of them. */
    boolean answer(List<IssueView> issues) {
        return issues.stream().noneMatch(issue -> issue.state().equals("merge-pending"))
                && issues.stream().anyMatch(this::answer);
    }

    private boolean answer(IssueView issue) {
        if (!issue.state().equals(ASKED) || acts.merge(issue.key(), 1, Integer::sum) > MOST_ACTS) {
            return false;
        }
        int number = Integer.parseInt(issue.key().substring(issue.key().indexOf('#') + 1));
        List<String> row = store.rows("""
                        select i.head_sha,
                               (select reason from state_transitions t where t.issue_id = i.id order by version desc limit 1)
                          from issues i where i.number = ?
                        """, (long) number).getFirst();
        String head = row.getFirst();
        if (unresolved(row.get(1))) {
            act(issue, OperatorAction.REIMPLEMENT, Optional.empty(), "Begin anew on what is merged by now.");
            return true;
        }
        String base = forge.run("merge-base", Ground.BRANCH, head);
        List<String> wrong = judge.judge(
                        forge, base, head, MergedIssues.between(forge, script.slug(), script.base(), base), number)
                .wrong();
        if (wrong.isEmpty()) {
            act(issue, OperatorAction.APPROVE, Optional.of(head), "It is what was asked for.");
        } else {
            act(issue, OperatorAction.REQUEST_CHANGES, Optional.empty(), "Not as asked for: " + wrong);
        }
        return true;
    }

    private static boolean unresolved(String reason) {
        return reason.contains("which no rule resolves") || reason.contains("are left after the agent's answers");
    }

    private void act(IssueView issue, OperatorAction action, Optional<String> head, String reason) {
        operations.act(issue.key(), action, head, reason);
        answers.merge(action.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), 1, Integer::sum);
    }
}
