package io.colony.bench.workspace;

import io.colony.bench.BenchException;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Goal.Metric;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Role;
import io.colony.bench.harness.Timing;
import io.colony.engine.workspace.Keeping;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A workspace where nothing is kept; the machine's mirror is there and has the commit. Time, and disk that it takes. */
public final class ColdBench implements Benchmark {
    private static final String SHARED = "clone-shared";
    private static final String CLONE = "clone-file";
    private static final String OURS = "workspace";
    private static final String DISK = "-disk";

    private final int files;
    private final Ground ground;
    private Optional<Workspaces> workspaces = Optional.empty();

    /** @param files in the repository */
    public ColdBench(int files) {
        this.files = files;
        this.ground = new Ground(files);
    }

    @Override
    public String name() {
        return "workspace-cold";
    }

    @Override
    public void prepare() {
        ground.host().fill();
        // One for all, as the program has it: what a mirror holds is proved once for each process, and by its hash
        // then.
        workspaces = Optional.of(ground.workspaces(root(), Keeping.NONE));
        try (AgentWorkspace first = open("first")) {
            Checks.clean(ground, first.directory(), ground.host().head()).forEach(violation -> {
                throw new BenchException(violation);
            });
        }
    }

    private Path root() {
        return ground.directory().resolve("root");
    }

    private Path mirror() {
        return root().resolve("mirrors").resolve(Ground.REPOSITORY + ".git");
    }

    private AgentWorkspace open(String name) {
        return workspaces
                .orElseThrow()
                .createForAgent(ground.request(name, ground.host().head()));
    }

    @Override
    public List<Contender> contenders() {
        Map<String, Object> params = Map.of("files", files);
        return List.of(
                new Contender(SHARED, Role.LIMIT, params, timing -> timed(timing, this::shared)),
                new Contender(CLONE, Role.PEER, params, timing -> timed(timing, this::clone)),
                new Contender(CLONE + DISK, Role.PEER, params, timing -> disk(clone(ground.fresh("disk")))),
                new Contender(OURS, Role.OURS, params, this::workspace),
                new Contender(OURS + DISK, Role.OURS, params, timing -> workspaceDisk()));
    }

    @Override
    public List<Goal> goals() {
        return List.of(
                Goal.atMost("time, ours / clone file://", Metric.VALUE, OURS, CLONE, 0.5)
                        .gatedAt(10),
                Goal.atMost("time, ours / clone --shared", Metric.VALUE, OURS, SHARED, 1.15)
                        .gatedAt(20),
                Goal.atMost("disk, ours / clone file://", Metric.VALUE, OURS + DISK, CLONE + DISK, 0.65)
                        .gatedAt(1));
    }

    /** Makes a checkout at a path. */
    @FunctionalInterface
    private interface Maker {
        Path make(Path target);
    }

    private Path shared(Path target) {
        ground.git(
                ground.directory(),
                "-c",
                "checkout.workers=2",
                "clone",
                "-q",
                "--shared",
                "--no-checkout",
                mirror().toString(),
                target.toString());
        ground.git(
                target,
                "-c",
                "checkout.workers=2",
                "checkout",
                "-q",
                "--detach",
                ground.host().head());
        return target;
    }

    private Path clone(Path target) {
        ground.git(ground.directory(), "clone", "-q", ground.host().url(), target.toString());
        return target;
    }

    private Measured timed(Timing timing, Maker maker) {
        return Repetition.of(timing, violations -> {
            Path target = ground.fresh("clone");
            long start = System.nanoTime();
            maker.make(target);
            long nanos = System.nanoTime() - start;
            Ground.remove(target);
            return nanos;
        });
    }

    private Measured workspace(Timing timing) {
        return Repetition.of(timing, violations -> {
            String name = ground.fresh("work").getFileName().toString();
            long start = System.nanoTime();
            try (AgentWorkspace workspace = open(name)) {
                long nanos = System.nanoTime() - start;
                violations.addAll(Checks.clean(
                        ground, workspace.directory(), ground.host().head()));
                return nanos;
            }
        });
    }

    private Measured disk(Path checkout) {
        double kilobytes = ground.kilobytesBeside(ground.host().directory(), checkout);
        Ground.remove(checkout);
        return Measured.of(kilobytes, "kB");
    }

    private Measured workspaceDisk() {
        try (AgentWorkspace workspace = open("disk")) {
            Path whole = root().resolve("workspaces/disk");
            return Measured.of((double) ground.kilobytesBeside(mirror(), whole), "kB")
                    .with(Checks.clean(
                            ground, workspace.directory(), ground.host().head()));
        }
    }

    @Override
    public void close() {
        ground.close();
    }
}
