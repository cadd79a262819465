package io.colony.web.issue;

import io.colony.engine.ledger.Usd;
import io.colony.engine.status.IssueDetail;
import io.colony.engine.status.RunEntry;
import io.colony.engine.status.StateGroup;
import io.colony.engine.status.TransitionEntry;
import io.colony.engine.workflow.IssueState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The way of an issue as states, and ways between them with how often each was gone. It grows with the workflow's states,
 * not with what happened; it is made in one pass over that.
 *
 * @param nodes in the order of columns, then of rows
 * @param edges in the order in which they were first gone
 */
record StageGraph(List<Node> nodes, List<Edge> edges) {
    private static final List<String> MAIN = List.of(
            "unlabeled",
            "new",
            "analyzing",
            "planning",
            "ready-for-dev",
            "in-development",
            "in-review",
            "merge-pending",
            "done");
    /** Drawn only where an issue was there. */
    private static final Set<String> RARE = Set.of("unlabeled", "planning");

    private static final Set<String> SIDE = Set.of(
            "changes-requested",
            "needs-clarification",
            "dependency-blocked",
            "failure-blocked",
            "human-review-ready",
            "waiting-for-subtasks",
            "paused",
            "cancelled");

    private static final Map<String, String> STAGES = Map.of(
            "analyze", "analyzing",
            "plan", "planning",
            "develop", "in-development",
            "review", "in-review",
            "merge", "merge-pending");

    /**
     * A state of the workflow.
     *
     * @param column its place in the main line; a side state stands below the column that it was entered from
     * @param row 0 for the main line
     * @param visits how often it was entered; 0 where the way has not led yet
     * @param spent in visits that are over
     * @param stage whose runs were done in it
     * @param stays how often an outcome led from it to itself
     */
    record Node(
            IssueState state,
            int column,
            int row,
            int visits,
            Duration spent,
            Usd cost,
            int runs,
            int failed,
            Optional<String> stage,
            int stays,
            boolean present) {
        boolean busy() {
            return present && StateGroup.of(state) == StateGroup.IN_FLIGHT;
        }
    }

    /** A way between two states. */
    record Edge(IssueState from, IssueState to, int count) {}

    static StageGraph of(IssueDetail detail) {
        Walk walk = new Walk(detail.transitions());
        detail.runs().forEach(walk::run);
        return walk.graph(detail);
    }

    /** What one state saw. */
    private static final class Tally {
        private int visits;
        private Duration spent = Duration.ZERO;
        private Usd cost = Usd.ZERO;
        private int runs;
        private int failed;
        private int stays;
        private Optional<String> stage = Optional.empty();
    }

    private record Way(IssueState from, IssueState to) {}

    private static final class Walk {
        private final Map<IssueState, Tally> tallies = new LinkedHashMap<>();
        private final Map<IssueState, IssueState> cameFrom = new HashMap<>();
        private final Map<Way, Integer> ways = new LinkedHashMap<>();
        private final List<TransitionEntry> transitions;
        private int reached;

        Walk(List<TransitionEntry> transitions) {
            this.transitions = transitions;
            TransitionEntry before = null;
            for (TransitionEntry step : transitions) {
                if (before != null) {
                    leave(before, step.at());
                }
                enter(step);
                before = step;
            }
        }

        private void leave(TransitionEntry step, Instant at) {
            Tally tally = tally(step.to());
            tally.spent = tally.spent.plus(Duration.between(step.at(), at));
        }

        private void enter(TransitionEntry step) {
            Tally tally = tally(step.to());
            boolean stays = step.from().filter(step.to()::equals).isPresent();
            if (stays) {
                tally.stays++;
                return;
            }
            tally.visits++;
            step.from().ifPresent(from -> {
                tally(from);
                cameFrom.putIfAbsent(step.to(), from);
                ways.merge(new Way(from, step.to()), 1, Integer::sum);
            });
        }

        private Tally tally(IssueState state) {
            return tallies.computeIfAbsent(state, unseen -> new Tally());
        }

        /** Runs come in the order in which they began. */
        void run(RunEntry run) {
            while (reached < transitions.size()
                    && !transitions.get(reached).at().isAfter(run.startedAt())) {
                reached++;
            }
            Optional<IssueState> at = Optional.ofNullable(STAGES.get(run.stage()))
                    .map(IssueState::new)
                    .or(() -> reached == 0
                            ? Optional.empty()
                            : Optional.of(transitions.get(reached - 1).to()));
            at.map(this::tally).ifPresent(tally -> {
                tally.runs++;
                tally.cost = tally.cost.plus(run.cost());
                tally.stage = Optional.of(run.stage());
                tally.failed += run.endKind()
                                .filter(end -> end.equals("failed") || end.equals("lost"))
                                .isPresent()
                        ? 1
                        : 0;
            });
        }

        StageGraph graph(IssueDetail detail) {
            IssueState present = detail.summary().state();
            tally(present);
            List<IssueState> line = line(detail.facts().workflow().startsWith("colony-default "));
            Map<Integer, Integer> rows = new HashMap<>();
            List<Node> nodes = new ArrayList<>();
            for (int column = 0; column < line.size(); column++) {
                nodes.add(node(line.get(column), column, 0, present));
            }
            for (IssueState state : tallies.keySet()) {
                if (SIDE.contains(state.slug())) {
                    int column = Math.max(0, line.indexOf(above(state, line)));
                    nodes.add(node(state, column, rows.merge(column, 1, Integer::sum), present));
                }
            }
            return new StageGraph(
                    List.copyOf(nodes),
                    ways.entrySet().stream()
                            .map(way ->
                                    new Edge(way.getKey().from(), way.getKey().to(), way.getValue()))
                            .toList());
        }

        private List<IssueState> line(boolean whole) {
            List<IssueState> line = new ArrayList<>();
            for (String slug : MAIN) {
                IssueState state = new IssueState(slug);
                if (tallies.containsKey(state) || (whole && !RARE.contains(slug))) {
                    line.add(state);
                }
            }
            for (IssueState state : tallies.keySet()) {
                if (!MAIN.contains(state.slug()) && !SIDE.contains(state.slug())) {
                    IssueState from = cameFrom.getOrDefault(state, state);
                    int after = line.indexOf(from);
                    line.add(after < 0 ? line.size() : after + 1, state);
                }
            }
            return line;
        }

        /** Rework stands below the Builder, to whom it leads; another side state below what it was entered from. */
        private IssueState above(IssueState side, List<IssueState> line) {
            if (side.equals(IssueState.CHANGES_REQUESTED) && line.contains(IssueState.IN_DEVELOPMENT)) {
                return IssueState.IN_DEVELOPMENT;
            }
            IssueState state = side;
            for (int steps = 0; steps < SIDE.size() && !line.contains(state); steps++) {
                state = cameFrom.getOrDefault(state, state);
            }
            return state;
        }

        private Node node(IssueState state, int column, int row, IssueState present) {
            Tally tally = tallies.getOrDefault(state, new Tally());
            return new Node(
                    state,
                    column,
                    row,
                    tally.visits,
                    tally.spent,
                    tally.cost,
                    tally.runs,
                    tally.failed,
                    tally.stage,
                    tally.stays,
                    state.equals(present));
        }
    }
}
