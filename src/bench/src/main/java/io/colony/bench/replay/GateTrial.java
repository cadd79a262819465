package io.colony.bench.replay;

import io.colony.engine.Installation;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.engine.process.LocalCommandRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Runs the project's gate on trees that were never committed, each in a directory of its own; nothing of Colony takes part.
 * Each tree is tried once. Safe for use by many threads.
 */
final class GateTrial implements AutoCloseable {
    private static final int AT_ONCE = 2;

    private final CommandRunner runner = new LocalCommandRunner();
    private final ReplayGit git;
    private final String command;
    private final Duration timeout;
    private final Map<String, String> environment;
    private final Map<String, CompletableFuture<Answer>> tried = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    GateTrial(ReplayGit git, String command, Duration timeout, HostEnvironment host) {
        this.git = git;
        this.command = command;
        this.timeout = timeout;
        this.environment = Installation.gateEnvironment(host);
    }

    /** @param output the end of what it wrote */
    record Answer(boolean green, String output) {}

    /** Begins, for whoever asks later. */
    void begin(String tree) {
        CompletableFuture<Answer> unused = future(tree);
    }

    boolean green(String tree) {
        return answer(tree).green();
    }

    Answer answer(String tree) {
        return future(tree).join();
    }

    int count() {
        return tried.size();
    }

    private CompletableFuture<Answer> future(String tree) {
        return tried.computeIfAbsent(tree, key -> CompletableFuture.supplyAsync(() -> run(key), threads));
    }

    private Answer run(String tree) {
        return Blobs.inDirectory(directory -> {
            Path files = Files.createDirectory(directory.resolve("files"));
            Path home = Files.createDirectory(directory.resolve("home"));
            checkOut(tree, directory, files);
            Map<String, String> variables = new HashMap<>(environment);
            variables.put("HOME", home.toString());
            CommandOutput output = runner.run(List.of("sh", "-c", command), files, variables, "", timeout);
            String text = (output.stdout() + output.stderr()).strip();
            return new Answer(output.exitCode() == 0, text.substring(Math.max(0, text.length() - 1_000)));
        });
    }

    private void checkOut(String tree, Path directory, Path files) {
        Map<String, String> where = Map.of(
                "GIT_INDEX_FILE", directory.resolve("index").toString(),
                "GIT_WORK_TREE", files.toString());
        git.in(files, where, "", "read-tree", tree);
        git.in(files, where, "", "checkout-index", "--all", "--force");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
