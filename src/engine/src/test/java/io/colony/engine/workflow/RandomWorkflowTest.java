package io.colony.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.workflow.Workflow.Route;
import io.colony.engine.workflow.Workflow.StateDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Workflows that nobody would write: each is refused with a reason, or keeps all that the engine relies on. */
class RandomWorkflowTest {
    private static final List<String> EXECUTORS =
            List.of("", "builtin:analyze", "builtin:plan", "builtin:develop", "builtin:review", "plugin:acme/check");
    private static final DeclaredOutcomes DECLARED =
            DeclaredOutcomes.withPlugins(Map.of("plugin:acme/check", List.of("passed", "found")));

    /**
     * A drawn state.
     *
     * @param routes which state each outcome leads to, by place
     * @param complete whether all that its executor declares is routed
     */
    record Draft(int type, int executor, List<Integer> routes, boolean complete) {}

    @Provide
    Arbitrary<String> workflows() {
        Arbitrary<Draft> draft = Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, EXECUTORS.size() - 1),
                        Arbitraries.integers().between(-3, 8).list().ofSize(12),
                        Arbitraries.frequency(net.jqwik.api.Tuple.of(15, true), net.jqwik.api.Tuple.of(1, false)))
                .as(Draft::new);
        return draft.list().ofMinSize(1).ofMaxSize(6).map(RandomWorkflowTest::yaml);
    }

    private static String yaml(List<Draft> drafts) {
        List<String> names = new ArrayList<>();
        for (int index = 0; index < drafts.size(); index++) {
            names.add("s" + index);
        }
        names.addAll(List.of("stuck", "done", "cancelled"));
        StringBuilder yaml = new StringBuilder("""
                schema_version: 1
                workflow: {id: random, name: Random, version: 1}
                intake: {initial_state: s0, trigger_label: colony}
                states:
                """);
        for (int index = 0; index < drafts.size(); index++) {
            state(yaml, "s" + index, drafts.get(index), names);
        }
        return yaml.append("""
                  stuck: {type: blocked, recovery: manual}
                  done: {type: terminal}
                  cancelled: {type: terminal}
                events:
                  failure: {from: $non-terminal, except: [stuck], to: stuck}
                  merged-by-person: {from: $non-terminal, to: done}
                  pr-closed: {from: $non-terminal, to: stuck}
                operator_actions:
                  retry: {to: {stuck: $resume}}
                  cancel: {from: $non-terminal, to: cancelled}
                """).toString();
    }

    private static void state(StringBuilder yaml, String name, Draft draft, List<String> names) {
        boolean blocked = draft.type() == 0;
        String executor = blocked ? "" : EXECUTORS.get(draft.executor());
        String type = blocked ? "blocked, recovery: auto" : draft.type() == 1 ? "awaiting-human" : "active";
        yaml.append("  ").append(name).append(":\n    {type: ").append(type);
        if (!executor.isEmpty()) {
            yaml.append(", executor: ").append(executor);
        }
        List<String> outcomes =
                new ArrayList<>(DECLARED.of(executor.replace("builtin:", "")).orElse(List.of()));
        outcomes.removeAll(List.of("merged-by-person", "pr-closed"));
        if (!draft.complete() && !outcomes.isEmpty()) {
            outcomes.removeLast();
        }
        outcomes.addAll(List.of("dependencies-done", "dependency-cancelled", "children-done", "child-failed"));
        yaml.append(", on: {");
        for (int index = 0; index < outcomes.size(); index++) {
            int target = draft.routes().get(index % draft.routes().size());
            yaml.append(index == 0 ? "" : ", ")
                    .append(outcomes.get(index))
                    .append(": ")
                    .append(
                            switch (target) {
                                case -3 -> "$stay";
                                case -2 -> "$resume";
                                case -1 ->
                                    "nowhere".substring(0, draft.complete() ? 0 : 7) + (draft.complete() ? "s0" : "");
                                default -> names.get(target % names.size());
                            });
        }
        yaml.append("}}\n");
    }

    @Property(tries = 600, shrinking = ShrinkingMode.BOUNDED)
    void whatIsAcceptedKeepsWhatTheEngineReliesOn(@ForAll("workflows") String yaml) {
        Optional<Workflow> workflow = parse(yaml);
        Statistics.label("accepted").collect(workflow.isPresent());
        workflow.ifPresent(RandomWorkflowTest::check);
    }

    /** The workflow, or empty where it is refused; anything else that is thrown fails the test. */
    private static Optional<Workflow> parse(String yaml) {
        try {
            return Optional.of(WorkflowParser.parse(yaml, "random.yaml", DECLARED));
        } catch (WorkflowException refused) {
            assertThat(refused.problems())
                    .isNotEmpty()
                    .allSatisfy(problem -> assertThat(problem).matches("(?s)random\\.yaml:[0-9]+: .+"));
            return Optional.empty();
        }
    }

    private static void check(Workflow workflow) {
        Set<IssueState> reached = new HashSet<>(Set.of(workflow.initialState()));
        int before = 0;
        while (before < reached.size()) {
            before = reached.size();
            Set.copyOf(reached).forEach(state -> targets(workflow, state).forEach(reached::add));
        }
        assertThat(workflow.states().keySet()).isEqualTo(reached);
        Set<String> labels = new TreeSet<>();
        workflow.states().values().forEach(state -> {
            assertThat(labels.add(state.label())).isTrue();
            assertThat(state.type() == Workflow.Type.TERMINAL)
                    .isEqualTo(Set.of("done", "cancelled").contains(state.slug().slug()));
            if (state.executor().isPresent()) {
                assertThat(state.on().keySet())
                        .contains("failure")
                        .containsAll(DECLARED.of(state.executor().get()).orElseThrow());
                assertThat(state.on().get("failure"))
                        .isInstanceOfSatisfying(
                                Route.To.class,
                                to -> assertThat(workflow.state(to.state()).executor())
                                        .isEmpty());
            }
            waits(workflow, state, "dependent", "dependencies-done", "dependency-cancelled");
            waits(workflow, state, "decomposed", "children-done", "child-failed");
        });
        // Both ways of showing it work for whatever is accepted.
        assertThat(MermaidDiagram.markdown(workflow)).contains("stateDiagram-v2");
    }

    private static void waits(Workflow workflow, StateDefinition state, String outcome, String... events) {
        if (state.on().get(outcome) instanceof Route.To to
                && workflow.state(to.state()).type() != Workflow.Type.TERMINAL) {
            assertThat(workflow.state(to.state()).on()).containsKeys(events);
        }
    }

    private static Set<IssueState> targets(Workflow workflow, IssueState from) {
        return Stream.of(
                        workflow.state(from).on().values().stream(),
                        workflow.operatorActions().values().stream()
                                .flatMap(action ->
                                        Stream.ofNullable(action.routes().get(from))))
                .flatMap(routes -> routes)
                .flatMap(route -> route instanceof Route.To to ? Stream.of(to.state()) : Stream.empty())
                .collect(Collectors.toSet());
    }

    /** What is done to a file. */
    record Damage(int kind, int place, String with) {}

    @Provide
    Arbitrary<List<Damage>> damages() {
        Arbitrary<String> words = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        3,
                        Arbitraries.of(
                                "  ",
                                "\t",
                                ":",
                                "- ",
                                "{",
                                "}",
                                "[",
                                "]",
                                "&a ",
                                "*a",
                                "!!str ",
                                "|",
                                ">",
                                "#",
                                "\"",
                                "'",
                                "<<: ",
                                "? ",
                                "---\n",
                                "...\n",
                                "on",
                                "null",
                                "~",
                                "$resume",
                                "done: x",
                                "%YAML",
                                "\u0000",
                                "\ufeff",
                                "\u2028",
                                "9999999999999999999")),
                net.jqwik.api.Tuple.of(1, Arbitraries.strings().ofMaxLength(8)));
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 1_000_000),
                        words)
                .as(Damage::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property(tries = 1500, shrinking = ShrinkingMode.BOUNDED)
    void aDamagedFileIsRefusedWithAPlaceOrStillValid(@ForAll("damages") List<Damage> damages) {
        String yaml = Workflows.colonyDefaultYaml();
        for (Damage damage : damages) {
            yaml = damaged(yaml, damage);
        }
        Optional<Workflow> workflow = parse(yaml);
        Statistics.label("still valid").collect(workflow.isPresent());
        workflow.ifPresent(valid -> assertThat(valid.states()).containsKey(valid.initialState()));
    }

    private static String damaged(String yaml, Damage damage) {
        if (yaml.isEmpty()) {
            return damage.with();
        }
        int at = damage.place() % yaml.length();
        List<String> lines = new ArrayList<>(yaml.lines().toList());
        int line = lines.isEmpty() ? 0 : damage.place() % lines.size();
        return switch (damage.kind()) {
            case 0 -> yaml.substring(0, at) + damage.with() + yaml.substring(at);
            case 1 ->
                yaml.substring(0, at)
                        + yaml.substring(
                                Math.min(yaml.length(), at + 1 + damage.with().length()));
            case 2 -> {
                if (!lines.isEmpty()) {
                    lines.remove(line);
                }
                yield String.join("\n", lines);
            }
            case 3 -> {
                if (!lines.isEmpty()) {
                    lines.add(line, lines.get((line * 7 + 3) % lines.size()));
                }
                yield String.join("\n", lines);
            }
            default -> yaml.substring(0, at);
        };
    }
}
