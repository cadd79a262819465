package io.colony.engine.stage;

import io.colony.engine.plugin.ExecutorPlugin;
import io.colony.engine.plugin.PluginContext;
import io.colony.engine.plugin.PluginResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;

/** A plugin that does, run by run, what a test says; where the test says nothing it passes. */
final class SamplePlugin implements ExecutorPlugin {
    static final String ID = "plugin:sample/check";

    private final ConcurrentLinkedDeque<Run> runs = new ConcurrentLinkedDeque<>();
    private final boolean costsMoney;
    private final boolean needsWorkspace;
    private final Duration timeLimit;

    /** One run. */
    interface Run {
        PluginResult answer(PluginContext context) throws InterruptedException;
    }

    SamplePlugin(boolean costsMoney, boolean needsWorkspace, Duration timeLimit) {
        this.costsMoney = costsMoney;
        this.needsWorkspace = needsWorkspace;
        this.timeLimit = timeLimit;
    }

    static SamplePlugin free() {
        return new SamplePlugin(false, false, Duration.ofMinutes(1));
    }

    /** The next run, this. */
    void next(Run run) {
        runs.add(run);
    }

    /** A workflow whose only work is this plugin's. */
    static String workflow() {
        return """
                schema_version: 1
                workflow: {id: sample, name: Sample, version: 1}
                intake: {initial_state: unlabeled, trigger_label: colony}
                states:
                  unlabeled: {type: pre-intake, on: {triggered: checking}}
                  checking:
                    type: active
                    executor: plugin:sample/check
                    on: {passed: done, found: waiting}
                  waiting: {type: awaiting-human}
                  failure-blocked: {type: blocked, recovery: manual}
                  done: {type: terminal}
                  cancelled: {type: terminal}
                events:
                  failure: {from: [checking], to: failure-blocked}
                  issue-closed: {from: $non-terminal, to: cancelled}
                operator_actions:
                  retry: {to: {failure-blocked: $resume, waiting: $sender}}
                  cancel: {from: $non-terminal, to: cancelled}
                """;
    }

    static Map<String, List<String>> declared() {
        return Map.of(ID, List.of("passed", "found"));
    }

    @Override
    public String name() {
        return "sample";
    }

    @Override
    public String key() {
        return "check";
    }

    @Override
    public String role() {
        return "Checker";
    }

    @Override
    public List<String> outcomes() {
        return List.of("passed", "found");
    }

    @Override
    public boolean costsMoney() {
        return costsMoney;
    }

    @Override
    public boolean needsWorkspace() {
        return needsWorkspace;
    }

    @Override
    public Duration timeLimit() {
        return timeLimit;
    }

    @Override
    public PluginResult run(PluginContext context) throws InterruptedException {
        Run run = runs.poll();
        return run == null ? PluginResult.finished("passed", "Nothing to find.") : run.answer(context);
    }
}
