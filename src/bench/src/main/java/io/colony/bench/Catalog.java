package io.colony.bench;

import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Timing;
import io.colony.bench.queue.QueueBench;
import io.colony.bench.stage.StageBench;
import io.colony.bench.store.SyncCommit;
import io.colony.bench.transition.TransitionBench;
import java.util.List;
import java.util.stream.Stream;

/** Every benchmark, in the order of the table. */
final class Catalog {
    private Catalog() {}

    static List<Benchmark> all(Bench bench, Timing timing) {
        return List.of(
                new QueueBench(bench, SyncCommit.ON, timing),
                new QueueBench(bench, SyncCommit.OFF, timing),
                new StageBench(bench, SyncCommit.ON, timing),
                new StageBench(bench, SyncCommit.OFF, timing),
                new TransitionBench(bench, SyncCommit.ON, timing),
                new TransitionBench(bench, SyncCommit.OFF, timing));
    }

    /** Those that the options name. */
    static List<Benchmark> choose(Bench bench, Timing timing, BenchOptions options) {
        List<Benchmark> all = all(bench, timing);
        List<String> wanted = options.only().orElse(List.of());
        wanted.forEach(name -> {
            if (all.stream().noneMatch(benchmark -> named(benchmark, name))) {
                throw new BenchException(
                        "There is no benchmark '" + name + "'. There are: " + String.join(", ", names(all)) + ".");
            }
        });
        return all.stream()
                .filter(benchmark ->
                        wanted.isEmpty() || wanted.stream().anyMatch(name -> named(benchmark, name)))
                .toList();
    }

    static List<String> names(List<Benchmark> benchmarks) {
        return benchmarks.stream().map(Benchmark::name).toList();
    }

    private static boolean named(Benchmark benchmark, String name) {
        return benchmark.name().equals(name)
                || Stream.of(benchmark.name().split("-")).findFirst().orElseThrow().equals(name);
    }
}
