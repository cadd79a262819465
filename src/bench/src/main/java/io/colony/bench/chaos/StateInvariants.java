package io.colony.bench.chaos;

import io.colony.bench.chaos.Invariant.Query;
import io.colony.engine.workflow.IssueState;
import io.colony.engine.workflow.Workflow;
import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.WorkflowParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** States, versions, routes. */
final class StateInvariants {
    /** What an operator's move to a named state is called. */
    private static final String BY_NAME = "state";

    private StateInvariants() {}

    static List<Invariant> all(List<Long> planned) {
        return List.of(
                new Query("one-state", """
                        select 'issue', i.id, 'is', i.state, 'and its last transition led to', t.to_state
                        from issues i join state_transitions t on t.issue_id = i.id and t.version = (
                          select max(version) from state_transitions l where l.issue_id = i.id)
                        where t.to_state <> i.state"""),
                new Query("versions-without-gaps", """
                        select 'issue', i.id, 'is at version', i.version, 'with', count(t.id), 'transitions from', min(t.version),
                               'to', max(t.version)
                        from issues i left join state_transitions t on t.issue_id = i.id group by i.id, i.version
                        having count(t.id) <> i.version or min(t.version) <> 1 or max(t.version) <> i.version"""),
                new Query("states-follow-each-other", """
                        select 'transition', id, 'of issue', issue_id, 'is from', from_state, 'after', before from (
                          select id, issue_id, version, from_state,
                                 lag(to_state) over (partition by issue_id order by version) as before
                          from state_transitions) t
                        where version > 1 and from_state is distinct from before"""),
                new NoneLost(planned),
                new WorkflowIsKept());
    }

    /** Every planned issue is known, and either has ended or waits for a person who is told why. */
    private record NoneLost(List<Long> planned) implements Invariant {
        @Override
        public String name() {
            return "no-issue-is-lost";
        }

        @Override
        public List<Violation> broken(SqlClient store) {
            List<String> known = store.rows("select number from issues").stream()
                    .map(List::getFirst)
                    .toList();
            Stream<Violation> unknown = planned.stream()
                    .filter(number -> !known.contains(Long.toString(number)))
                    .map(number -> new Violation(name(), "issue number " + number + " is not known"));
            Stream<Violation> adrift =
                    store.rows("""
                    select 'issue', i.id, 'number', i.number, 'is', i.state, 'since version', i.version, 'because:', t.reason
                    from issues i join state_transitions t on t.issue_id = i.id and t.version = i.version
                    where i.state not in ('done', 'cancelled') and (t.reason = '' or i.state not in
                      ('human-review-ready', 'needs-clarification', 'failure-blocked', 'paused', 'dependency-blocked'))
                    """).stream().map(row -> new Violation(name(), String.join(" ", row)));
            return Stream.concat(unknown, adrift).toList();
        }
    }

    /** Follows each issue through its transitions, as its own workflow in its own version has them. */
    private record WorkflowIsKept() implements Invariant {
        @Override
        public String name() {
            return "workflow-is-kept";
        }

        @Override
        public List<Violation> broken(SqlClient store) {
            Map<String, Workflow> workflows = new HashMap<>();
            store.rows("select id || '/' || version, yaml from workflows")
                    .forEach(row -> workflows.put(row.get(0), WorkflowParser.parse(row.get(1), row.get(0))));
            Map<String, List<List<String>>> steps = new HashMap<>();
            store.rows("""
                    select issue_id, id, coalesce(from_state, ''), to_state, outcome, task_id is not null
                    from state_transitions order by issue_id, version""")
                    .forEach(row -> steps.computeIfAbsent(row.get(0), issue -> new ArrayList<>())
                            .add(row));
            List<Violation> broken = new ArrayList<>();
            store.rows("""
                    select i.id, i.workflow_id || '/' || i.workflow_version, i.state, coalesce(i.resume_state, ''),
                           coalesce(string_agg(t.executor, ',') filter (where t.state in ('queued', 'claimed')), ''),
                           count(t.id)
                    from issues i left join tasks t on t.issue_id = i.id group by i.id order by i.id""")
                    .forEach(row -> new Walk(
                                    java.util.Objects.requireNonNull(workflows.get(row.get(1))), row.get(0), broken)
                            .follow(steps.getOrDefault(row.get(0), List.of()), row));
            return broken;
        }
    }

    /** One issue's way. */
    private static final class Walk {
        private final Workflow workflow;
        private final String issue;
        private final List<Violation> broken;
        private Optional<IssueState> resume = Optional.empty();
        private long tasks;

        Walk(Workflow workflow, String issue, List<Violation> broken) {
            this.workflow = workflow;
            this.issue = issue;
            this.broken = broken;
        }

        void follow(List<List<String>> steps, List<String> row) {
            steps.forEach(this::step);
            String executor =
                    workflow.state(new IssueState(row.get(2))).executor().orElse("");
            if (!executor.equals(row.get(4))) {
                add(
                        "task-iff-executor",
                        "is " + row.get(2) + ", whose executor is '" + executor + "', and has open tasks of '"
                                + row.get(4) + "'");
            }
            if (!resume.map(IssueState::slug).orElse("").equals(row.get(3))) {
                add("resume-rule", "has resume state '" + row.get(3) + "' instead of " + resume);
            }
            if (tasks != Long.parseLong(row.get(5))) {
                add("one-task-per-entry", "has " + row.get(5) + " tasks after " + tasks + " entries that make one");
            }
        }

        private void step(List<String> row) {
            IssueState to = new IssueState(row.get(3));
            String outcome = row.get(4);
            boolean makesTask = workflow.state(to).executor().isPresent() && !outcome.equals("claimed");
            tasks += makesTask ? 1 : 0;
            if (row.get(2).isEmpty()) {
                return;
            }
            IssueState from = new IssueState(row.get(2));
            if (!allowed(from, to, outcome)) {
                add(
                        "workflow-is-kept",
                        "transition " + row.get(1) + " from " + from + " to " + to + " by '" + outcome
                                + "' is none of the workflow's (resume state " + resume + ")");
            }
            resume = resumeAfter(from, to);
        }

        private boolean allowed(IssueState from, IssueState to, String outcome) {
            return Stream.of(workflow.route(from, outcome), workflow.action(from, outcome))
                            .flatMap(Optional::stream)
                            .anyMatch(route -> leads(route, from, to))
                    || (outcome.equals(BY_NAME) && workflow.allows(from, to));
        }

        private boolean leads(Route route, IssueState from, IssueState to) {
            return switch (route) {
                case Route.To target -> target.state().equals(to);
                case Route.Stay stay -> from.equals(to);
                case Route.Resume back -> resume.equals(Optional.of(to));
                case Route.Sender sender -> workflow.state(to).type() == Workflow.Type.ACTIVE;
            };
        }

        private Optional<IssueState> resumeAfter(IssueState from, IssueState to) {
            if (workflow.state(to).type() == Workflow.Type.TERMINAL) {
                return Optional.empty();
            }
            if (!workflow.resumable(from)) {
                return resume;
            }
            List<IssueState> entrances = workflow.claimedFrom(from);
            return entrances.isEmpty()
                    ? Optional.of(from)
                    : resume.filter(entrances::contains).or(() -> Optional.of(entrances.getFirst()));
        }

        private void add(String invariant, String found) {
            broken.add(new Violation(invariant, "issue " + issue + " " + found));
        }
    }
}
