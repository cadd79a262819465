package io.colony.engine.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks work that runs in another thread to stop. Set once; the first reason stays. Safe for use by many threads. */
public final class StopSignal {
    private final List<Runnable> listeners = new ArrayList<>();
    private final List<Long> groups = new ArrayList<>();
    private final List<Long> survivors = new ArrayList<>();
    private Optional<String> reason = Optional.empty();

    /** Asks to stop; listeners run in the calling thread. A second call changes nothing. */
    public void stop(String why) {
        List<Runnable> notified;
        synchronized (this) {
            if (reason.isPresent()) {
                return;
            }
            reason = Optional.of(why);
            notified = List.copyOf(listeners);
            listeners.clear();
        }
        notified.forEach(Runnable::run);
    }

    /**
     * Says what was ended for it.
     *
     * @param group the process group
     * @param alive processes of it that live although they were killed
     */
    public synchronized void ended(long group, List<Long> alive) {
        groups.add(group);
        survivors.addAll(alive);
    }

    /** Process groups that were ended for it so far. */
    public synchronized List<Long> groups() {
        return List.copyOf(groups);
    }

    /** Processes that live although they were killed for it. */
    public synchronized List<Long> survivors() {
        return List.copyOf(survivors);
    }

    /** Why to stop; empty while nobody asked. */
    public synchronized Optional<String> reason() {
        return reason;
    }

    public boolean stopped() {
        return reason().isPresent();
    }

    /** For long work that nothing else ends: throws {@link Stopped} where a stop was asked for. */
    public void check() {
        reason().ifPresent(why -> {
            throw new Stopped(why);
        });
    }

    /** Runs the listener when a stop is asked for, at once where it was already. */
    public void onStop(Runnable listener) {
        synchronized (this) {
            if (reason.isEmpty()) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }
}
