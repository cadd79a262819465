package io.colony.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import io.colony.engine.workspace.Workspaces.GateWorkspace;
import io.colony.engine.workspace.Workspaces.Request;
import io.colony.testkit.PlainCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ManyWorkspacesIT extends WorkspaceTrial {
    private static final int AT_ONCE = 16;

    @BeforeEach
    void keep() {
        workspaces = new LocalWorkspaces(
                temp.resolve("root"), git, () -> Instant.parse("2026-02-03T04:05:06Z"), new Keeping(4, 4));
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws InterruptedException, ExecutionException {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            for (Future<T> task : threads.invokeAll(tasks)) {
                results.add(task.get());
            }
        }
        return results;
    }

    @Test
    void sixteenAtOnceFiveTimesEachWithAGitDirectoryOfItsOwn() throws Exception {
        for (int round = 0; round < 5; round++) {
            base = host.commit("main", "round " + round, Map.of("round.txt", round + "\n"));
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Request request = request("round-" + round + "-" + i, base);
                tasks.add(() -> WorkspaceProcess.work(workspaces, request));
            }

            assertThat(atOnce(tasks)).hasSize(AT_ONCE).doesNotHaveDuplicates();
        }
        assertThat(temp.resolve("root/workspaces")).isEmptyDirectory();
        assertThat(temp.resolve("root/locks/workspaces")).isEmptyDirectory();
    }

    @Test
    void severalProcessesShareOneMachine() throws Exception {
        List<Callable<CommandOutput>> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    WorkspaceProcess.class.getName(),
                    temp.resolve("root").toString(),
                    temp.resolve("home").toString(),
                    host.url(),
                    base,
                    "process-" + i,
                    "4");
            processes.add(() -> new PlainCommandRunner()
                    .run(command, temp, Map.of("PATH", "/usr/bin:/bin"), "", Duration.ofMinutes(2)));
        }

        List<CommandOutput> outputs = atOnce(processes);

        assertThat(outputs)
                .allSatisfy(output ->
                        assertThat(output.exitCode()).as(output.stderr()).isZero());
        assertThat(outputs.stream()
                        .flatMap(output -> output.stdout().lines())
                        .filter(line -> line.matches("[0-9a-f]{40}")))
                .hasSize(12)
                .doesNotHaveDuplicates();
    }

    @Test
    void anOpenWorkspaceOutlivesWhateverHappensToTheMirror() throws IOException {
        host.branch("gone", base);
        String start = host.commit("gone", "work", Map.of("a.txt", "gone soon\n"));
        Path mirror = temp.resolve("root/mirrors/acme/app.git");
        try (AgentWorkspace workspace = agent(start)) {
            host.branch("gone", base);
            host.commit("main", "later", Map.of("b.txt", "b\n"));
            git.in(mirror).run("update-ref", "-d", "refs/remotes/origin/gone");
            git.in(mirror).run("prune", "--expire=now");
            git.in(mirror).run("repack", "-a", "-d", "-q");
            asAgent(workspace, "fsck", "--no-dangling");
            DirectoryRemoval.remove(mirror);

            Files.writeString(workspace.directory().resolve("a.txt"), "changed\n");
            asAgent(workspace, "commit", "-qam", "by the agent");
            asAgent(workspace, "fsck", "--no-dangling");
            assertThat(workspace.export("rest", LIMIT)).isPresent();
        }
    }

    @Test
    void aMirrorNeverLosesACommit() throws IOException {
        host.branch("gone", base);
        String lost = host.commit("gone", "lost", Map.of("a.txt", "lost\n"));
        workspaces.forGates(request("lost", lost)).fresh().close();
        host.branch("gone", base);
        Path packs = temp.resolve("root/mirrors/acme/app.git/objects/pack");
        long most = 0;
        long now = 0;
        for (int i = 0; now >= most; i++) {
            most = now;
            String head = host.commit("main", "step " + i, Map.of("step.txt", i + "\n"));
            workspaces.forGates(request("step", head)).fresh().close();
            try (Stream<Path> files = Files.list(packs)) {
                now = files.filter(file -> file.toString().endsWith(".pack")).count();
            }
        }

        // It was packed anew, and the branch that held the commit is gone there too.
        assertThat(now).isLessThan(most);
        DirectoryRemoval.remove(host.directory());
        try (GateWorkspace workspace =
                workspaces.forGates(request("again", lost)).fresh()) {
            assertThat(workspace.directory().resolve("a.txt")).hasContent("lost");
        }
    }
}
