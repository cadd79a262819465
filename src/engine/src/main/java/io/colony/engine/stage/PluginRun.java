package io.colony.engine.stage;

import io.colony.engine.log.Log;
import io.colony.engine.plugin.InstalledPlugins.Installed;
import io.colony.engine.plugin.PluginResult;
import io.colony.engine.recovery.FailureClass;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;

/**
 * One call of a plugin, in a thread of its own: a worker never waits for one that does not end. What ignores its
 * interruption is left behind; its task is somebody else's by then, so that nothing it answers counts.
 */
final class PluginRun {
    private static final Logger LOG = Log.of(PluginRun.class);

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Installed installed;
    private final PluginSession session;

    PluginRun(Installed installed, PluginSession session) {
        this.installed = installed;
        this.session = session;
    }

    /** How it ended. */
    sealed interface End {
        /** It answered. */
        record Answered(PluginResult result) implements End {}

        /** Somebody asked it to end. */
        record Stopped(String reason) implements End {}

        /** It threw, took too long or spent too much. */
        record Broken(FailureClass failureClass, String reason) implements End {}
    }

    End run() {
        FutureTask<PluginResult> task =
                new FutureTask<>(() -> installed.plugin().run(session));
        Thread thread = new Thread(task, installed.id());
        thread.setDaemon(true);
        thread.setContextClassLoader(installed.plugin().getClass().getClassLoader());
        thread.start();
        session.stop().onStop(() -> task.cancel(true));
        try {
            return answered(task.get(installed.timeLimit().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            session.stop().stop("it took longer than its time limit of " + installed.timeLimit());
            return left(thread, Optional.of(FailureClass.STALLED));
        } catch (CancellationException stopped) {
            return left(thread, session.overBudget() ? Optional.of(FailureClass.BUDGET) : Optional.empty());
        } catch (ExecutionException failure) {
            return thrown(failure.getCause() == null ? failure : failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            session.stop().stop("the worker was interrupted");
            return left(thread, Optional.empty());
        }
    }

    private End answered(@org.jspecify.annotations.Nullable PluginResult result) {
        return result == null
                ? new End.Broken(
                        FailureClass.PERMANENT, installed.id() + " answered nothing. The plugin has to be corrected.")
                : new End.Answered(result);
    }

    private End left(Thread thread, Optional<FailureClass> failureClass) {
        String reason = session.stop().reason().orElse("it was stopped");
        if (!ended(thread)) {
            LOG.error(
                    "{} was asked to end because {}, and still runs after {} s. Its thread is left behind until this"
                            + " program ends; the plugin has to heed interruption.",
                    installed.id(),
                    reason,
                    GRACE.toSeconds());
        }
        return failureClass
                .<End>map(known -> new End.Broken(known, installed.id() + " was ended: " + reason + "."))
                .orElseGet(() -> new End.Stopped(reason));
    }

    private static boolean ended(Thread thread) {
        try {
            return thread.join(GRACE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !thread.isAlive();
        }
    }

    private End thrown(Throwable cause) {
        LOG.warn("{} threw", installed.id(), cause);
        if (cause instanceof InterruptedException && session.stop().stopped()) {
            return new End.Stopped(session.stop().reason().orElse("it was stopped"));
        }
        return cause instanceof LinkageError
                ? new End.Broken(
                        FailureClass.PERMANENT,
                        installed.id() + " does not fit this version of Colony or lacks a library: " + cause)
                : new End.Broken(FailureClass.TRANSIENT, installed.id() + " threw " + cause);
    }
}
