package io.colony.engine;

import io.colony.engine.database.DatabaseException;
import io.colony.engine.log.Log;
import io.colony.engine.queue.WakeUp;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;

/**
 * Repeats a step in a thread of its own: at once while there is work, else after a wake-up or a while. A step that fails is
 * logged and tried again, so that a store that is away for a minute ends nothing, nor does a task that takes more memory or a
 * deeper stack than there is.
 */
public final class Loop implements Runnable {
    private static final Logger LOG = Log.of(Loop.class);
    private static final int IDLE_TURNS = 10;

    private final String name;
    private final BooleanSupplier step;
    private final WakeUp wakeUp;
    private final Pace pace;
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** How long to wait where nothing was to be done. */
    @FunctionalInterface
    public interface Pace {
        /** @param idle how many steps in a row had nothing to do, from 1 */
        Duration longest(int idle);
    }

    /**
     * @param step answers whether there was work, so that it is worth while to go on at once
     * @param pause the longest wait between two steps
     * @param rest the same once there has been nothing to do for {@value #IDLE_TURNS} steps
     */
    public Loop(String name, BooleanSupplier step, WakeUp wakeUp, Duration pause, Duration rest) {
        this(name, step, wakeUp, idle -> idle < IDLE_TURNS ? pause : rest);
    }

    /** @param step answers whether there was work, so that it is worth while to go on at once */
    public Loop(String name, BooleanSupplier step, WakeUp wakeUp, Pace pace) {
        this.name = name;
        this.step = step;
        this.wakeUp = wakeUp;
        this.pace = pace;
    }

    /** No further step begins; the one under way ends by itself. */
    public void stop() {
        stopping.set(true);
        wakeUp.wakeHere();
    }

    @Override
    public void run() {
        boolean failedBefore = false;
        int idle = 0;
        while (!stopping.get()) {
            long ticket = wakeUp.ticket();
            boolean worked = false;
            try {
                worked = step.getAsBoolean();
                failedBefore = false;
            } catch (RuntimeException | VirtualMachineError failure) {
                // Said once, not at every turn: an outage of an hour must not fill a disk.
                if (!failedBefore) {
                    say(failure);
                }
                failedBefore = true;
            }
            idle = worked ? 0 : idle + 1;
            try {
                if (!worked && wakeUp.await(ticket, pace.longest(idle))) {
                    idle = 0;
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** What the store's trouble says of itself is enough, and every loop meets it: where it was met is for debugging. */
    private void say(Throwable failure) {
        if (failure instanceof DatabaseException) {
            LOG.warn("{} failed and will be tried again: {}", name, failure.getMessage());
            LOG.debug("{} failed there", name, failure);
        } else {
            LOG.warn("{} failed and will be tried again: {}", name, failure.getMessage(), failure);
        }
    }
}
