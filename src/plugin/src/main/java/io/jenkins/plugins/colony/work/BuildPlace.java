package io.jenkins.plugins.colony.work;

import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.colony.engine.process.StopSignal;
import io.colony.web.host.OpenStore;
import io.colony.web.host.Standing;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.configuration.ColonyConfiguration;
import io.jenkins.plugins.colony.store.ColonyLifecycle;
import io.jenkins.plugins.colony.store.StoreWords;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What a step that works on an agent waits for: the store, and the agent. Used by the step's own thread. */
public final class BuildPlace {
    /** Between two looks; shorter than a lease, which each look may extend. */
    private static final int LOOK_SECONDS = 3;

    private final JenkinsFacade jenkins;
    private final StepContext context;
    private final StopSignal stop;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** @param stop ends waiting */
    public BuildPlace(JenkinsFacade jenkins, StepContext context, StopSignal stop) {
        this.jenkins = jenkins;
        this.context = context;
        this.stop = stop;
        stop.onStop(stopped::countDown);
    }

    /** Lets a moment pass, less where the step is stopped. */
    public void pause() throws InterruptedException {
        stopped.await(LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Waits until the store is open; empty where the step is stopped before. */
    public Optional<OpenStore> store(TaskListener log) throws InterruptedException {
        String said = "";
        while (!stop.stopped()) {
            Standing<OpenStore> standing = ColonyLifecycle.current().standing();
            if (standing instanceof Standing.Open<OpenStore> open
                    && !open.store().isClosing()) {
                return Optional.of(open.store());
            }
            said = sayOnce(log, said, StoreWords.of(standing));
            pause();
        }
        return Optional.empty();
    }

    /**
     * Waits until the agent is there, and whatever else is needed; empty where the step is stopped before, or there is no
     * use in waiting.
     */
    public Optional<Place> place(BooleanSupplier worthWaiting, BooleanSupplier complete)
            throws IOException, InterruptedException {
        Optional<Place> place = placeNow().filter(here -> complete.getAsBoolean());
        while (place.isEmpty() && !stop.stopped() && worthWaiting.getAsBoolean()) {
            pause();
            place = placeNow().filter(here -> complete.getAsBoolean());
        }
        return place;
    }

    private Optional<Place> placeNow() throws IOException, InterruptedException {
        Computer computer = context.get(Computer.class);
        FilePath workspace = context.get(FilePath.class);
        if (computer == null || workspace == null || computer.isOffline()) {
            return Optional.empty();
        }
        String name = jenkins.isBuiltIn(computer) ? "built-in" : computer.getName();
        return Optional.of(new Place(name, computer, workspace, context.get(TaskListener.class)));
    }

    /** Why nothing may run there; empty where it may. */
    public Optional<String> refusal(Place place) throws IOException, InterruptedException {
        if (jenkins.isBuiltIn(place.computer())
                && !ColonyConfiguration.current().isAllowBuiltInNode()) {
            return Optional.of(Messages.ColonyStageStep_builtIn());
        }
        return AgentJava.refusal(place.name(), place.computer().getSystemProperties());
    }

    /** Only what is new; what was said now. */
    public static String sayOnce(TaskListener log, String said, String words) {
        if (!words.equals(said)) {
            say(log, words);
        }
        return words;
    }

    /** One line of the build's log, whatever strangers wrote into it. */
    public static void say(TaskListener log, String sentence) {
        log.getLogger().println("[colony] " + sentence.replaceAll("\\R+", " "));
    }
}
