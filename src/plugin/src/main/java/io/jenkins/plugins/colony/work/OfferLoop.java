package io.jenkins.plugins.colony.work;

import hudson.Extension;
import hudson.model.PeriodicWork;
import io.jenkins.plugins.colony.JenkinsFacade;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks for work every second, in a thread of its own: Jenkins' timer is everybody's, and a database may be slow. */
@Extension
public final class OfferLoop extends PeriodicWork {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final transient Offers offers = new Offers(new JenkinsFacade(), InstantSource.system());

    /** A look that comes while another one lasts is left out. */
    private final transient ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            OwnThreads.named("colony-offers"),
            new ThreadPoolExecutor.DiscardPolicy());

    @Override
    public long getRecurrencePeriod() {
        return INTERVAL.toMillis();
    }

    @Override
    public long getInitialDelay() {
        return INTERVAL.toMillis();
    }

    @Override
    protected void doRun() {
        thread.execute(offers::look);
    }
}
