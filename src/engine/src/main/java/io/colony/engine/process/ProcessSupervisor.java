package io.colony.engine.process;

/**
 * Runs a program under supervision: own process group, limits watched, the whole tree ended, and its end proved.
 * Implementations are safe for use by many threads.
 */
public interface ProcessSupervisor {
    /**
     * Runs the program in the calling thread and returns when nothing of it lives any more.
     *
     * @param lines told of each line of output; from one thread at a time
     * @param stop ends the run early
     */
    ProcessEnd run(ProcessSpec spec, LineListener lines, StopSignal stop);

    /** What contains a run's descendants on this machine, in words for {@code colony check}. */
    String containment();
}
