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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * From the end of one attempt to the checkout of the next: an agent has changed some files and left others, the code host has
 * one more commit. Ours closes the one workspace and makes the other; the limit trusts the agent's {@code .git} and times.
 */
public final class KeptBench implements Benchmark {
    private static final String RESET = "fetch-reset-clean";
    private static final String CLONE = "clone-file";
    private static final String OURS = "workspace-kept";
    private static final int CHANGED_FILES = 10;
    private static final int AGENT_FILES = 5;

    private final int files;
    private final Ground ground;

    /** @param files in the repository */
    public KeptBench(int files) {
        this.files = files;
        this.ground = new Ground(files);
    }

    @Override
    public String name() {
        return "workspace-kept";
    }

    @Override
    public boolean rehearsed() {
        return true;
    }

    @Override
    public void prepare() {
        ground.host().fill();
    }

    @Override
    public List<Contender> contenders() {
        Map<String, Object> params = Map.of("files", files, "changed", CHANGED_FILES, "by-agent", AGENT_FILES);
        return List.of(
                new Contender(RESET, Role.LIMIT, params, this::reset),
                new Contender(CLONE, Role.PEER, params, this::fullClone),
                new Contender(OURS, Role.OURS, params, this::kept));
    }

    @Override
    public List<Goal> goals() {
        return List.of(
                Goal.atMost("time, ours / clone file://", Metric.VALUE, OURS, CLONE, 0.1)
                        .gatedAt(20),
                Goal.atMost("time, ours / fetch, reset and clean", Metric.VALUE, OURS, RESET, 2)
                        .gatedAt(50));
    }

    private Measured reset(Timing timing) {
        Path clone = ground.fresh("reset");
        ground.git(ground.directory(), "clone", "-q", ground.host().url(), clone.toString());
        Measured measured = Repetition.of(timing, violations -> {
            work(clone);
            String sha = ground.host().change("next", CHANGED_FILES);
            long start = System.nanoTime();
            ground.git(clone, "fetch", "-q");
            ground.git(clone, "-c", "checkout.workers=2", "reset", "-q", "--hard", sha);
            ground.git(clone, "clean", "-ffdxq");
            long nanos = System.nanoTime() - start;
            violations.addAll(Checks.clean(ground, clone, sha));
            return nanos;
        });
        Ground.remove(clone);
        return measured;
    }

    private Measured fullClone(Timing timing) {
        return Repetition.of(timing, violations -> {
            Path clone = ground.fresh("clone");
            long start = System.nanoTime();
            ground.git(ground.directory(), "clone", "-q", ground.host().url(), clone.toString());
            long nanos = System.nanoTime() - start;
            Ground.remove(clone);
            return nanos;
        });
    }

    private Measured kept(Timing timing) {
        Workspaces workspaces = ground.workspaces(ground.fresh("root"), new Keeping(1, 1));
        AgentWorkspace[] open = {open(workspaces, ground.host().head())};
        Measured measured = Repetition.of(timing, violations -> {
            work(open[0].directory());
            String sha = ground.host().change("next", CHANGED_FILES);
            long start = System.nanoTime();
            open[0].close();
            open[0] = open(workspaces, sha);
            long nanos = System.nanoTime() - start;
            violations.addAll(Checks.clean(ground, open[0].directory(), sha));
            return nanos;
        });
        open[0].close();
        return measured;
    }

    private AgentWorkspace open(Workspaces workspaces, String sha) {
        return workspaces.createForAgent(
                ground.request(ground.fresh("work").getFileName().toString(), sha));
    }

    /** What an agent does: some files changed, a file beside each, a directory of what it built. */
    private void work(Path checkout) {
        try {
            for (int i = 0; i < AGENT_FILES; i++) {
                Path file = checkout.resolve(SourceRepository.path(i * files / AGENT_FILES));
                Files.writeString(file, "changed\n");
                Files.writeString(file.resolveSibling("Added" + i), "added\n");
            }
            Path built = Files.createDirectories(checkout.resolve("target/classes"));
            for (int i = 0; i < 10 * AGENT_FILES; i++) {
                Files.writeString(built.resolve("File" + i + ".class"), "built\n");
            }
        } catch (IOException failure) {
            throw new BenchException("Nothing can be changed in " + checkout + ": " + failure + ".", failure);
        }
    }

    @Override
    public void close() {
        ground.close();
    }
}
