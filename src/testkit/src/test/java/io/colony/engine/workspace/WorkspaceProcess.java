package io.colony.engine.workspace;

import io.colony.engine.git.GitCommand;
import io.colony.engine.workspace.Workspaces.AgentWorkspace;
import io.colony.engine.workspace.Workspaces.Request;
import io.colony.testkit.PlainCommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** A process that makes several workspaces at once, works in each and tells the commits: a line each. */
final class WorkspaceProcess {
    private WorkspaceProcess() {}

    /** Root, git's home, clone URL, start, a prefix of names, how many. */
    public static void main(String[] arguments) throws Exception {
        GitCommand git = new GitCommand(new PlainCommandRunner(), Path.of(arguments[1]), Map.of());
        Workspaces workspaces = new LocalWorkspaces(
                Path.of(arguments[0]), git, () -> Instant.parse("2026-02-03T04:05:06Z"), new Keeping(2, 4));
        int count = Integer.parseInt(arguments[5]);
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Callable<String>> tasks = IntStream.range(0, count)
                    .<Callable<String>>mapToObj(i -> () -> work(
                            workspaces,
                            new Request("acme/app", arguments[2], arguments[4] + "-" + i, arguments[3], arguments[3])))
                    .toList();
            for (Future<String> task : threads.invokeAll(tasks)) {
                System.out.println(task.get());
            }
        }
    }

    /** Works as an agent does, with commits and configuration of its own; the exported head. */
    static String work(Workspaces workspaces, Request request) throws IOException {
        try (AgentWorkspace workspace = workspaces.createForAgent(request)) {
            Path directory = workspace.directory();
            if (!Files.isDirectory(directory.resolve(".git/objects"))
                    || !Files.readString(directory.resolve("a.txt")).equals("one\n")
                    || Files.exists(directory.resolve("work.txt"))) {
                throw new IOException(request.name() + " is not as it should be");
            }
            WorkspaceTrial.asAgent(workspace, "config", "user.name", request.name());
            Files.writeString(directory.resolve("work.txt"), request.name());
            WorkspaceTrial.asAgent(workspace, "checkout", "-qb", "work");
            WorkspaceTrial.asAgent(workspace, "add", "work.txt");
            WorkspaceTrial.asAgent(workspace, "commit", "-qm", "by " + request.name());
            if (!WorkspaceTrial.asAgent(workspace, "config", "user.name")
                    .strip()
                    .equals(request.name())) {
                throw new IOException(request.name() + " has another's configuration");
            }
            return workspace.export("rest", WorkspaceTrial.LIMIT).orElseThrow().headSha();
        }
    }
}
