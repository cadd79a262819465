package io.colony.bench;

import io.colony.bench.agent.AgentOutputBench;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Timing;
import io.colony.bench.queue.DepthBench;
import io.colony.bench.queue.QueueBench;
import io.colony.bench.readers.ReadersBench;
import io.colony.bench.stage.GrowthBench;
import io.colony.bench.stage.HorizonBench;
import io.colony.bench.stage.StageBench;
import io.colony.bench.stage.StartBench;
import io.colony.bench.status.CostBench;
import io.colony.bench.status.TimelineBench;
import io.colony.bench.store.SyncCommit;
import io.colony.bench.transition.TransitionBench;
import io.colony.bench.webhook.WebhookBench;
import io.colony.bench.workspace.ColdBench;
import io.colony.bench.workspace.KeptBench;
import io.colony.bench.workspace.ManyBench;
import java.util.List;

/** Every benchmark, in the order of the table. */
final class Catalog {
    private static final List<Entry> ENTRIES = List.of(
            new Entry("queue-on", run -> new QueueBench(run.bench(), SyncCommit.ON, run.timing())),
            new Entry("queue-off", run -> new QueueBench(run.bench(), SyncCommit.OFF, run.timing())),
            new Entry("stage-on", run -> new StageBench(run.bench(), SyncCommit.ON, run.timing())),
            new Entry("stage-off", run -> new StageBench(run.bench(), SyncCommit.OFF, run.timing())),
            new Entry("transition-on", run -> new TransitionBench(run.bench(), SyncCommit.ON, run.timing())),
            new Entry("transition-off", run -> new TransitionBench(run.bench(), SyncCommit.OFF, run.timing())),
            new Entry("depth", run -> new DepthBench(run.bench())),
            // Each round reads the young store twice, as the limit.
            new Entry("growth", run -> new GrowthBench(run.bench(), run.timing(), run.rounds() * 2)),
            new Entry("horizon", run -> new HorizonBench(run.bench(), run.timing())),
            new Entry("start", run -> new StartBench(run.bench())),
            new Entry("timeline", run -> new TimelineBench(run.bench())),
            new Entry("cost", run -> new CostBench(run.bench())),
            new Entry("webhook-on", run -> new WebhookBench(run.bench(), SyncCommit.ON)),
            new Entry("webhook-off", run -> new WebhookBench(run.bench(), SyncCommit.OFF)),
            new Entry(ReadersBench.NAME, run -> new ReadersBench(run.bench())),
            new Entry("agent-output", run -> new AgentOutputBench()),
            new Entry("workspace-cold", run -> new ColdBench(run.bench().scale().files())),
            new Entry("workspace-kept", run -> new KeptBench(run.bench().scale().files())),
            new Entry("workspace-many", run -> new ManyBench(run.bench().scale().files())));

    private Catalog() {}

    /** What a benchmark is made for. */
    record Setting(Bench bench, Timing timing, int rounds) {}

    /** A benchmark by its name. */
    record Entry(String name, Maker maker) {
        /** By its name, or by the part before the sign that says how it commits. */
        private boolean named(String wanted) {
            return name.equals(wanted) || name.equals(wanted + "-on") || name.equals(wanted + "-off");
        }
    }

    /** Makes a benchmark; nothing is prepared yet. */
    @FunctionalInterface
    interface Maker {
        Benchmark make(Setting setting);
    }

    static List<String> names() {
        return ENTRIES.stream().map(Entry::name).toList();
    }

    /**
     * Those of these names; where none is named all, in a short run without those that wait for the disk and without the one
     * that runs the whole program.
     */
    static List<Entry> choose(List<String> wanted, boolean smoke) {
        wanted.forEach(name -> {
            if (ENTRIES.stream().noneMatch(entry -> entry.named(name))) {
                throw new BenchException(
                        "There is no benchmark '" + name + "'. There are: " + String.join(", ", names()) + ".");
            }
        });
        return ENTRIES.stream()
                .filter(entry -> wanted.isEmpty()
                        ? !smoke
                                || !(entry.name().endsWith("-on")
                                        || entry.name().equals(ReadersBench.NAME))
                        : wanted.stream().anyMatch(entry::named))
                .toList();
    }
}
