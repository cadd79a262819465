package io.colony.bench.chaos;

import io.colony.bench.BenchException;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One process of the colony as the driver sees it. Used by the driver's threads, one act at a time. */
final class NodeProcess {
    private final String name;
    private final Process process;

    private NodeProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /**
     * Starts a node.
     *
     * @param classes where the archive of loaded classes lies, or shall be made
     * @param makesArchive whether this one makes it, when it ends well
     */
    static NodeProcess start(NodeSettings settings, Path directory, Path classes, boolean makesArchive) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xlog:disable",
                (makesArchive ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=") + classes,
                "-Dlogback.configurationFile=io/colony/bench/chaos/node-logback.xml",
                "-cp",
                ManagementFactory.getRuntimeMXBean().getClassPath(),
                ChaosNode.class.getName()));
        command.addAll(settings.arguments());
        File log = directory.resolve(settings.name() + ".log").toFile();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                    .start();
            return new NodeProcess(settings.name(), process);
        } catch (IOException failure) {
            throw new BenchException("Node " + settings.name() + " could not be started: " + failure, failure);
        }
    }

    String name() {
        return name;
    }

    boolean alive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
        await();
    }

    /** Ends it in good order. */
    void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException gone) {
            // It has ended already.
        }
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new BenchException("No signal could be sent to " + name + ": " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
