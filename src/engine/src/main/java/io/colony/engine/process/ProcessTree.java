package io.colony.engine.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Everything that a run started: finds it, ends it, and says what still lives. Used by one thread. */
final class ProcessTree {
    private static final Duration KILL_PROOF = Duration.ofSeconds(5);
    private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(2).toNanos();
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private final ProcessHandle root;
    private final Containment.Kind kind;
    private final Optional<String> mark;
    private final Set<ProcessHandle> known = new LinkedHashSet<>();

    /**
     * A tree.
     *
     * @param root the process that we started
     * @param mark a {@code NAME=value} that all of it inherits unless a process clears it
     */
    ProcessTree(ProcessHandle root, Containment.Kind kind, Optional<String> mark) {
        this.root = root;
        this.kind = kind;
        this.mark = mark;
        known.add(root);
    }

    /** What lives now, the root included. Processes seen once are remembered, even if they leave the tree. */
    List<ProcessHandle> living() {
        known.addAll(strays());
        // Those found outside the tree may have descendants too; each branch is walked once.
        Set<ProcessHandle> walked = new HashSet<>();
        for (ProcessHandle member : List.copyOf(known)) {
            if (walked.add(member)) {
                member.descendants().forEach(walked::add);
            }
        }
        known.addAll(walked);
        known.removeIf(member -> !lives(member));
        return List.copyOf(known);
    }

    /**
     * Ends all of it: TERM, then KILL.
     *
     * @param grace how long to wait in between
     * @return what still lives although KILL was sent; empty is the proof that nothing does
     */
    List<Long> end(Duration grace) {
        List<ProcessHandle> living = terminate(grace);
        long deadline = System.nanoTime() + KILL_PROOF.toNanos();
        long pause = FIRST_PAUSE_NANOS;
        while (!living.isEmpty() && System.nanoTime() - deadline < 0) {
            living.forEach(ProcessHandle::destroyForcibly);
            pause = pause(pause);
            living = living();
        }
        return living.stream().map(ProcessHandle::pid).toList();
    }

    private List<ProcessHandle> terminate(Duration grace) {
        Set<ProcessHandle> asked = new HashSet<>();
        long deadline = System.nanoTime() + grace.toNanos();
        long pause = FIRST_PAUSE_NANOS;
        List<ProcessHandle> living = living();
        while (!living.isEmpty() && System.nanoTime() - deadline < 0) {
            // Asked once each: those that were born meanwhile as well.
            programs(living).stream().filter(asked::add).forEach(ProcessHandle::destroy);
            pause = pause(pause);
            living = living();
        }
        return living;
    }

    /** In a namespace the two outermost processes are ours and end with the program; TERM is for what they hold. */
    private List<ProcessHandle> programs(List<ProcessHandle> living) {
        if (kind != Containment.Kind.PID_NAMESPACE) {
            return living;
        }
        List<ProcessHandle> programs = new ArrayList<>(living);
        programs.remove(root);
        programs.removeIf(process -> ProcTable.stat(process.pid())
                .map(stat -> stat.parent() == root.pid())
                .orElse(false));
        return programs;
    }

    private List<ProcessHandle> strays() {
        if (kind == Containment.Kind.TREE && mark.isEmpty()) {
            return List.of();
        }
        return ProcTable.pids().stream()
                .filter(this::isStray)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
    }

    private boolean isStray(long pid) {
        boolean sameSession = kind != Containment.Kind.TREE
                && ProcTable.stat(pid)
                        .filter(stat -> stat.session() == root.pid())
                        .isPresent();
        return sameSession
                || mark.filter(entry -> ProcTable.startedWith(pid, entry)).isPresent();
    }

    /** A dead process that its parent has not collected yet is dead. */
    private static boolean lives(ProcessHandle process) {
        return process.isAlive()
                && !ProcTable.stat(process.pid()).map(ProcTable.Stat::dead).orElse(false);
    }

    private static long pause(long nanos) {
        LockSupport.parkNanos(nanos);
        return Math.min(nanos * 2, LONGEST_PAUSE_NANOS);
    }
}
