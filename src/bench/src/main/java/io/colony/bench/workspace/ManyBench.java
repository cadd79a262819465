package io.colony.bench.workspace;

import io.colony.bench.BenchException;
import io.colony.bench.harness.Benchmark;
import io.colony.bench.harness.Contender;
import io.colony.bench.harness.Goal;
import io.colony.bench.harness.Goal.Metric;
import io.colony.bench.harness.Measured;
import io.colony.bench.harness.Role;
import io.colony.engine.git.GitException;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.workspace.Keeping;
import io.colony.engine.workspace.Workspaces;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sixteen workspaces of one repository at once, some times over. The figure is how many came out right. */
public final class ManyBench implements Benchmark {
    private static final String WORKTREES = "worktree-add";
    private static final String OURS = "workspaces";
    private static final int AT_ONCE = 16;
    private static final int MOST_TIMES = 5;

    /** So many files are enough: what is asked is whether they come, not how fast. */
    private static final int MOST_FILES = 1_000;

    private final int files;
    private final int times;
    private final Ground ground;

    /** @param files in the repository, at most {@value #MOST_FILES}; with fewer, it is done once */
    public ManyBench(int files) {
        this.files = Math.min(files, MOST_FILES);
        this.times = files < MOST_FILES ? 1 : MOST_TIMES;
        this.ground = new Ground(this.files);
    }

    @Override
    public String name() {
        return "workspace-many";
    }

    @Override
    public void prepare() {
        ground.host().fill();
    }

    @Override
    public List<Contender> contenders() {
        Map<String, Object> params = Map.of("files", files, "at-once", AT_ONCE, "times", times);
        return List.of(
                new Contender(WORKTREES, Role.PEER, params, timing -> worktrees()),
                new Contender(OURS, Role.OURS, params, timing -> workspaces()));
    }

    @Override
    public List<Goal> goals() {
        double all = AT_ONCE * times;
        return List.of(
                new Goal(
                                "right, of all",
                                new Goal.Figure(OURS, Metric.VALUE),
                                Optional.empty(),
                                Goal.Sense.AT_LEAST,
                                all,
                                OptionalDouble.empty())
                        .gatedAt(all),
                Goal.atLeast("right, ours / worktree add -b", OURS, WORKTREES, 1)
                        .gatedAt(1));
    }

    private Measured worktrees() {
        Path shared = ground.fresh("shared");
        ground.git(ground.directory(), "clone", "-q", ground.host().url(), shared.toString());
        int right = 0;
        for (int time = 0; time < times; time++) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Path target = ground.fresh("worktree");
                String branch = target.getFileName().toString();
                tasks.add(() -> {
                    CommandOutput output = ground.attempt(
                            shared, "", "worktree", "add", "-q", "-b", branch, target.toString(), "origin/main");
                    return output.exitCode() == 0;
                });
            }
            right += all(tasks);
        }
        Ground.remove(shared);
        return Measured.of(right, "right");
    }

    private Measured workspaces() {
        Workspaces workspaces = ground.workspaces(ground.fresh("root"), new Keeping(4, 4));
        List<String> violations = new ArrayList<>();
        int right = 0;
        for (int time = 0; time < times; time++) {
            String sha = ground.host().change("time " + time, 1);
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String name = ground.fresh("many").getFileName().toString();
                tasks.add(() -> isRight(workspaces, name, sha));
            }
            right += all(tasks);
        }
        if (right < AT_ONCE * times) {
            violations.add(AT_ONCE * times - right + " of " + AT_ONCE * times + " workspaces failed");
        }
        return Measured.of(right, "right").with(violations);
    }

    private boolean isRight(Workspaces workspaces, String name, String sha) {
        try (AgentWorkspace workspace = workspaces.createForAgent(ground.request(name, sha))) {
            return Checks.clean(ground, workspace.directory(), sha).isEmpty();
        } catch (GitException failure) {
            return false;
        }
    }

    private static int all(List<Callable<Boolean>> tasks) {
        int right = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                right += task.get() ? 1 : 0;
            }
            return right;
        } catch (ExecutionException failure) {
            throw new BenchException("A workspace could not be tried: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchException("The run was interrupted.", interrupted);
        }
    }

    @Override
    public void close() {
        ground.close();
    }
}
