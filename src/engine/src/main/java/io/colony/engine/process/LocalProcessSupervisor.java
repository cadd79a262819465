package io.colony.engine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs programs on this machine. What contains them is found out once, when the supervisor is made; that starts a few
 * short processes. Safe for use by many threads.
 *
 * <p>Where the machine allows, a program is killed by the kernel when this one is killed. That is bound to the thread
 * that started it, so a run that is asked for by a virtual thread borrows a platform thread of its own.
 */
public final class LocalProcessSupervisor implements ProcessSupervisor {
    private static final String MARK = "COLONY_RUN";

    private final Containment containment;
    private final SecureRandom random = new SecureRandom();

    /** Finds out what this machine allows. */
    public LocalProcessSupervisor() {
        this(Containment.probe());
    }

    LocalProcessSupervisor(Containment containment) {
        this.containment = containment;
    }

    @Override
    public ProcessEnd run(ProcessSpec spec, LineListener lines, StopSignal stop) {
        if (stop.stopped()) {
            return notRun(
                    ProcessEnd.Reason.STOPPED,
                    "It was not started: " + stop.reason().orElse("stopped"));
        }
        if (!Files.isDirectory(spec.directory())) {
            return notRun(
                    ProcessEnd.Reason.NOT_STARTED,
                    "The directory '" + spec.directory() + "' to run in does not exist.");
        }
        String name = spec.command().getFirst();
        Optional<Path> program = ProgramLookup.find(name, spec.directory(), spec.environment());
        if (program.isEmpty()) {
            return notRun(ProcessEnd.Reason.NOT_STARTED, ProgramLookup.missing(name, spec.environment()));
        }
        if (Thread.currentThread().isVirtual()) {
            return onPlatformThread(() -> start(spec, program.get(), lines, stop), stop);
        }
        return start(spec, program.get(), lines, stop);
    }

    @Override
    public String containment() {
        return containment.describe();
    }

    private ProcessEnd start(ProcessSpec spec, Path program, LineListener lines, StopSignal stop) {
        Map<String, String> environment = new HashMap<>(spec.environment());
        Optional<String> mark = Optional.empty();
        if (containment.marked()) {
            String value = HexFormat.of().toHexDigits(random.nextLong());
            environment.put(MARK, value);
            mark = Optional.of(MARK + "=" + value);
        }
        List<String> words =
                containment.wrap(program, spec.command(), spec.environment().keySet());
        try {
            Process process = Launch.start(words, spec.directory(), environment);
            ProcessTree tree = new ProcessTree(process.toHandle(), containment.kind(), mark);
            ProcessEnd end = new SupervisedRun(process, tree, spec, lines).supervise(stop);
            if (end.reason() == ProcessEnd.Reason.STOPPED) {
                // Each leads the group of its own session; without one it is the tree's root.
                stop.ended(process.pid(), end.survivors());
            }
            return end;
        } catch (IOException e) {
            return notRun(
                    ProcessEnd.Reason.NOT_STARTED,
                    "The program '" + program + "' could not be started: " + e.getMessage());
        }
    }

    private static ProcessEnd onPlatformThread(Callable<ProcessEnd> run, StopSignal stop) {
        FutureTask<ProcessEnd> task = new FutureTask<>(run);
        Thread.ofPlatform().daemon().name("process-run").start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stop.stop("the thread that waited for it was interrupted");
                }
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static ProcessEnd notRun(ProcessEnd.Reason reason, String detail) {
        return new ProcessEnd(reason, OptionalInt.empty(), Duration.ZERO, List.of(), detail);
    }
}
