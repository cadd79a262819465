package io.colony.engine.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkflowParserTest {
    private static final String VALID = """
            schema_version: 1
            workflow: {id: small, name: Small, version: 3, description: For tests.}
            intake: {initial_state: open, trigger_label: colony}
            states:
              open:
                type: active
                executor: builtin:plan
                label: at-work
                on:
                  decomposed: done
                  single: open
                  unclear: stuck
              stuck:
                type: blocked
                recovery: manual
                transitions: [open]
              done:
                type: terminal
            events:
              failure: {from: [open], to: stuck}
            operator_actions:
              retry:
                to: {stuck: $resume}
            """;

    @Test
    void readsAValidFile() {
        Workflow workflow = WorkflowParser.parse(VALID, "small.yaml");

        assertThat(workflow.id()).isEqualTo("small");
        assertThat(workflow.version()).isEqualTo(3);
        assertThat(workflow.state(new IssueState("open")).label()).isEqualTo("at-work");
        assertThat(workflow.state(new IssueState("stuck")).recovery()).contains(Workflow.Recovery.MANUAL);
        assertThat(workflow.allows(new IssueState("stuck"), new IssueState("open")))
                .isTrue();
        assertThat(workflow.allows(new IssueState("stuck"), new IssueState("done")))
                .isFalse();
    }

    @Test
    void aStatesOwnRouteComesBeforeAnEvent() {
        Workflow workflow =
                WorkflowParser.parse(VALID.replace("single: open", "single: open\n      failure: done"), "small.yaml");

        assertThat(workflow.route(new IssueState("open"), "failure"))
                .isEqualTo(Optional.of(new Workflow.Route.To(new IssueState("done"))));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                        mistakesAtTheTop(),
                        mistakesInStates(),
                        mistakesInBlockedAndTerminalStates(),
                        mistakesInEventsAndActions())
                .flatMap(group -> group);
    }

    private static Stream<Arguments> mistakesAtTheTop() {
        return Stream.of(
                mistake("schema_version: 1", "schema_version: 2", 1, "schema_version '2'", "write schema_version: 1"),
                mistake("schema_version: 1\n", "", 1, "'schema_version' is missing", "write schema_version: 1"),
                mistake("states:", "stats:", 4, "unknown key 'stats'", "did you mean 'states'?"),
                mistake("id: small, ", "", 2, "'id' is missing", "write id: my-workflow"),
                mistake("id: small", "id: My Flow", 2, "'My Flow' is not a workflow's id", "lower-case letters"),
                mistake("version: 3", "version: 0", 2, "'0' is no whole number", "from 1"),
                mistake("name: Small", "named: Small", 2, "unknown key 'named'", "did you mean 'name'?"),
                mistake("initial_state: open, ", "", 3, "'initial_state' is missing", "initial_state: unlabeled"),
                mistake("initial_state: open", "initial_state: opn", 3, "there is no state 'opn'", "open, stuck, done"),
                mistake(", trigger_label: colony", "", 3, "'trigger_label' is missing", "trigger_label: colony"));
    }

    private static Stream<Arguments> mistakesInStates() {
        return Stream.of(
                mistake("  open:\n", "  Open:\n", 5, "'Open' is not a state's name", "lower-case letters"),
                mistake("type: active", "type: activ", 6, "'activ' is no type", "active, blocked"),
                mistake("    type: active\n", "", 5, "state 'open' has no type", "write type:"),
                mistake("executor: builtin:plan", "executor: plan", 7, "names no executor", "builtin:NAME"),
                mistake("builtin:plan", "builtin:plans", 7, "no executor 'builtin:plans'", "analyze, develop"),
                mistake("    executor:", "    exekutor:", 7, "unknown key 'exekutor'", "did you mean 'executor'?"),
                mistake("label: at-work", "label: At Work", 8, "'At Work' is not a label", "lower-case letters"),
                mistake("label: at-work", "label: stuck", 13, "label 'stuck' of state 'open'", "one of its own"),
                mistake("single: open", "single: opne", 11, "there is no state 'opne'", "add it under 'states'"),
                mistake("single: open", "single: $back", 11, "'$back' means nothing", "write a state's name"),
                mistake("      single: open\n", "", 5, "declares the outcome 'single'", "add 'single: STATE'"),
                mistake("single: open", "single: open\n      single: stuck", 12, "'single' stands here twice", ""),
                mistake("single: open", "single: open\n      noop: stuck", 12, "'noop' is reserved", "another name"),
                mistake("single: open", "single: open\n      retry: stuck", 12, "'retry' is reserved", "another name"),
                mistake("single: open", "single: open\n      error: stuck", 12, "'error' is reserved", "another name"),
                mistake("single: open", "single: open\n      So So: stuck", 12, "'So So' is not an outcome", ""),
                mistake("single: open", "single: open\n      claimed: stuck", 5, "routes 'claimed'", "same executor"));
    }

    private static Stream<Arguments> mistakesInBlockedAndTerminalStates() {
        return Stream.of(
                mistake("    recovery: manual\n", "", 13, "does not say who unblocks it", "recovery: manual or"),
                mistake("recovery: manual", "recovery: self", 15, "'self' is no recovery", "manual or auto"),
                mistake(
                        "type: terminal",
                        "type: terminal\n    recovery: auto",
                        19,
                        "only a state of type: blocked",
                        ""),
                mistake("[open]", "[open, open]", 16, "'open' stands here twice", "leave one out"),
                mistake("[open]", "[opened]", 16, "there is no state 'opened'", "open, stuck, done"),
                mistake("type: terminal", "type: terminal\n    executor: builtin:plan", 19, "no 'executor'", "events"),
                mistake("type: terminal", "type: terminal\n    transitions: [open]", 19, "no 'transitions'", "events"),
                mistake("type: terminal", "type: terminal\n    on: {x: open}", 19, "no 'on'", "events"),
                mistake("events:", "  lost:\n    type: terminal\nevents:", 19, "cannot be reached", "add a route"),
                mistake("decomposed: done", "decomposed: wait", 10, "there is no state 'wait'", ""),
                mistake(
                        "  done:",
                        "  wait:\n    type: awaiting-human\n  done:",
                        17,
                        "cannot be reached",
                        "add a route to it"));
    }

    private static Stream<Arguments> mistakesInEventsAndActions() {
        return Stream.of(
                mistake("failure:", "failed:", 5, "does not say where a failure leads", "add under 'events'"),
                mistake("failure:", "noop:", 20, "'noop' is reserved", "another name"),
                mistake("from: [open]", "from: [opn]", 20, "there is no state 'opn'", ""),
                mistake("from: [open], ", "", 20, "'from' is missing", "$non-terminal"),
                mistake("from: [open],", "from: [open], except: [stuck],", 20, "not among the states", "leave it out"),
                mistake("from: [open],", "from: [open], except: [open],", 20, "can happen in no state", "at least one"),
                mistake("to: stuck}", "too: stuck}", 20, "unknown key 'too'", "did you mean 'to'?"),
                mistake("to: {stuck: $resume}", "to: {stuck: $gone}", 23, "'$gone' means nothing", ""),
                mistake(
                        "to: {stuck: $resume}",
                        "from: [stuck]\n    to: {stuck: $resume}",
                        22,
                        "'to' says here where each state leads",
                        "leave out 'from'"),
                mistake("states:", "states: []\nx:", 5, "unknown key 'x'", "Known here"),
                mistake("type: active", "type: [active]", 6, "a single value is expected", ""),
                mistake("intake: {", "intake: }", 3, "this is not YAML", ""));
    }

    private static Arguments mistake(String right, String wrong, int line, String problem, String cure) {
        return Arguments.of(right, wrong, line, problem, cure);
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("mistakes")
    void refusesWithFileLineAndCure(String right, String wrong, int line, String problem, String cure) {
        assertThat(VALID).contains(right);
        String broken = VALID.replaceFirst(Pattern.quote(right), Matcher.quoteReplacement(wrong));

        assertThatThrownBy(() -> WorkflowParser.parse(broken, "small.yaml"))
                .isInstanceOf(WorkflowException.class)
                .hasMessageStartingWith("small.yaml:" + line + ":")
                .hasMessageContaining(problem)
                .hasMessageContaining(cure);
    }

    @Test
    void namesAllThatIsWrongAtOnceInTheOrderOfTheFile() {
        String broken = VALID.replace("name: Small, ", "")
                .replace("type: active", "type: activ")
                .replace("single: open", "single: opne")
                .replace("recovery: manual", "recovery: self")
                .replace("from: [open]", "from: [opn]")
                .replace("$resume", "$back");

        assertThatThrownBy(() -> WorkflowParser.parse(broken, "small.yaml"))
                .isInstanceOfSatisfying(
                        WorkflowException.class,
                        failure -> assertThat(failure.problems())
                                .hasSize(6)
                                .allSatisfy(problem -> assertThat(problem).startsWith("small.yaml:")));
    }

    @Test
    void namesEveryOutcomeThatHasNoRoute() {
        String broken = VALID.replace("      single: open\n", "").replace("      unclear: stuck\n", "");

        assertThatThrownBy(() -> WorkflowParser.parse(broken, "small.yaml"))
                .isInstanceOfSatisfying(
                        WorkflowException.class,
                        failure -> assertThat(failure.problems()).hasSize(2));
    }

    /** What the engine relies on by name or by executor, wherever a workflow takes it up. */
    static Stream<Arguments> meanings() {
        return Stream.of(
                Arguments.of("  done:\n    type: terminal", "  closed:\n    type: terminal", "ends either 'done'"),
                Arguments.of("type: terminal", "type: awaiting-human\n    transitions: [open]", "means an end"),
                Arguments.of("to: stuck}", "to: open}", "tried without an end"),
                Arguments.of("decomposed: done", "decomposed: stuck", "where 'children-done' leads on"),
                Arguments.of(
                        "      unclear: stuck",
                        "      unclear: stuck\n      dependent: stuck",
                        "where 'dependencies-done' leads on"),
                Arguments.of("type: active\n", "type: pre-intake\n", "nothing lets them in"),
                Arguments.of("executor: builtin:plan", "executor: builtin:merge", "no state has executor 'develop'"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("meanings")
    void refusesWhatTheEngineCouldNotKeep(String right, String wrong, String problem) {
        assertThat(VALID).contains(right);
        String broken = VALID.replace(right, wrong);
        String named = broken.contains("  closed:") ? broken.replace(": done", ": closed") : broken;

        assertThatThrownBy(() -> WorkflowParser.parse(named, "small.yaml"))
                .isInstanceOf(WorkflowException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void aStoredWorkflowIsReadWithWhateverPluginsItNamesAndByOldRules() {
        String old = VALID.replace("builtin:plan", "plugin:acme/gone").replace("      single: open\n", "");

        assertThat(WorkflowParser.parseStored(old, "stored")
                        .state(new IssueState("open"))
                        .executor())
                .contains("plugin:acme/gone");
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> WorkflowParser.parse("", "small.yaml"))
                .isInstanceOf(WorkflowException.class)
                .hasMessageStartingWith("small.yaml:1:")
                .hasMessageContaining("schema_version: 1");
    }

    @Test
    void refusesAStateThatLeadsNowhere() {
        String broken = VALID.replace("    transitions: [open]\n", "")
                .replace("operator_actions:\n  retry:\n    to: {stuck: $resume}\n", "");

        assertThatThrownBy(() -> WorkflowParser.parse(broken, "small.yaml"))
                .hasMessageStartingWith("small.yaml:13:")
                .hasMessageContaining("state 'stuck' leads nowhere")
                .hasMessageContaining("type: terminal");
    }

    @Test
    void namesTheWorkflowWhenAskedForAStateThatItLacks() {
        Workflow workflow = WorkflowParser.parse(VALID, "small.yaml");

        assertThatThrownBy(() -> workflow.state(IssueState.PAUSED))
                .isInstanceOf(WorkflowException.class)
                .hasMessage("Workflow small version 3 has no state 'paused'.");
    }
}
