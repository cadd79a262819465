package io.jenkins.plugins.colony.work;

import hudson.AbortException;
import hudson.FilePath;
import hudson.console.HyperlinkNote;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.process.StopSignal;
import io.colony.engine.remote.RemoteHands;
import io.colony.engine.stage.ClaimedTask;
import io.colony.engine.stage.HostedWork.Claim;
import io.colony.engine.stage.HostedWork.Ending;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.agents.StageHands;
import io.jenkins.plugins.colony.configuration.ColonyConfiguration;
import io.jenkins.plugins.colony.store.ColonyLifecycle;
import io.jenkins.plugins.colony.store.OpenStore;
import io.jenkins.plugins.colony.store.Standing;
import io.jenkins.plugins.colony.store.StoreWords;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stage in one build, from the claim to the end, in a thread of its own. {@link #abort} is for any thread.
 */
final class StageInBuild implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(StageInBuild.class);

    /** Between two looks for a store or an agent; shorter than a lease, which each look extends. */
    private static final int LOOK_SECONDS = 3;

    private final JenkinsFacade jenkins = new JenkinsFacade();
    private final StageHands hands = new StageHands(jenkins);
    private final StepContext context;
    private final boolean resumed;
    private final StopSignal stop = new StopSignal();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Optional<Throwable> aborted = Optional.empty();

    StageInBuild(StepContext context, boolean resumed) {
        this.context = context;
        this.resumed = resumed;
        stop.onStop(stopped::countDown);
    }

    /** Ends the stage, and then the build with this cause. */
    void abort(Throwable cause) {
        aborted = Optional.of(cause);
        stop.stop("the build was aborted in Jenkins");
    }

    @Override
    public void run() {
        try {
            end(work());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            context.onFailure(interrupted);
        } catch (IOException | RuntimeException failure) {
            LOG.warn("A stage's build failed: {}", failure.getMessage(), failure);
            context.onFailure(failure);
        }
    }

    private StageEnd work() throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        TaskListener log = context.get(TaskListener.class);
        OfferedTaskAction offer = build.getAction(OfferedTaskAction.class);
        if (offer == null) {
            return new StageEnd.NothingToRun(Messages.ColonyStageStep_noTask());
        }
        Optional<OpenStore> store = store(log);
        if (store.isEmpty()) {
            return new StageEnd.Aborted();
        }
        ClaimedTaskAction before = resumed ? build.getAction(ClaimedTaskAction.class) : null;
        return before == null ? claim(store.get(), build, offer) : takeUp(store.get(), before, offer);
    }

    private StageEnd claim(OpenStore store, Run<?, ?> build, OfferedTaskAction offer)
            throws IOException, InterruptedException {
        Optional<Place> found = place(() -> true);
        if (found.isEmpty()) {
            return new StageEnd.Aborted();
        }
        Place place = found.get();
        Optional<String> refusal = refusal(place);
        if (refusal.isPresent()) {
            return new StageEnd.Failed(refusal.get());
        }
        Optional<String> trusted =
                hands.trusted(place.computer(), ColonyConfiguration.current().trustedLabel());
        if (trusted.isEmpty()) {
            return new StageEnd.Failed(Messages.ColonyStageStep_noTrusted(
                    ColonyConfiguration.current().trustedLabel()));
        }
        return switch (store.work().claim(offer.offer().taskId(), place.name())) {
            case Claim.NotNow notNow -> new StageEnd.NothingToRun(notNow.why());
            case Claim.Claimed claimed -> {
                ClaimedTaskAction ours =
                        new ClaimedTaskAction(claimed.task(), place.computer().getName(), trusted.get());
                build.addOrReplaceAction(ours);
                build.save();
                BuildLog.say(place.log(), Messages.ColonyStageStep_claimed(offer.stage(), link(offer), place.name()));
                yield run(store, claimed.task(), place, ours.run());
            }
        };
    }

    private StageEnd takeUp(OpenStore store, ClaimedTaskAction claim, OfferedTaskAction offer)
            throws IOException, InterruptedException {
        // Each look keeps the task this build's while its agent comes back.
        BooleanSupplier ours =
                () -> store.work().resume(claim.taskId(), claim.epoch()).isPresent();
        Optional<Place> place = place(ours);
        Optional<ClaimedTask> task = store.work().resume(claim.taskId(), claim.epoch());
        if (task.isPresent() && place.isPresent()) {
            BuildLog.say(
                    place.get().log(),
                    Messages.ColonyStageStep_takenUp(
                            offer.stage(), link(offer), place.get().name()));
            return run(store, task.get(), place.get(), claim.run());
        }
        if (aborted.isPresent()) {
            // Its lease ends by itself.
            return new StageEnd.Aborted();
        }
        hands.abandon(claim.run());
        return new StageEnd.TakenAway(Messages.ColonyStageStep_takenAway(offer.stage(), offer.issue()));
    }

    private StageEnd run(OpenStore store, ClaimedTask task, Place place, StageHands.Run where) {
        RemoteHands open = hands.open(where, store.installation().programs(), stop);
        Ending ending = store.work().run(task, place.name(), store.hands(open, hands.trustedWork(where)), stop);
        open.close();
        BuildLog.say(place.log(), Messages.ColonyStageStep_ended(ending.outcome(), ending.summary()));
        return StageEnd.of(ending, aborted.isPresent());
    }

    private void end(StageEnd end) {
        switch (end) {
            case StageEnd.Completed completed -> context.onSuccess(completed.outcome());
            case StageEnd.Failed failed -> context.onFailure(new AbortException(failed.sentence()));
            case StageEnd.NothingToRun nothing ->
                context.onFailure(new FlowInterruptedException(
                        Result.NOT_BUILT, false, new StageInterruption(nothing.sentence())));
            case StageEnd.TakenAway taken ->
                context.onFailure(
                        new FlowInterruptedException(Result.ABORTED, new StageInterruption(taken.sentence())));
            case StageEnd.Aborted gone ->
                context.onFailure(aborted.orElseGet(
                        () -> new FlowInterruptedException(Result.ABORTED, new StageInterruption(gone.toString()))));
        }
    }

    /** Waits until the store is open; empty where the build is aborted before. */
    private Optional<OpenStore> store(TaskListener log) throws InterruptedException {
        String said = "";
        while (!stop.stopped()) {
            Standing<OpenStore> standing = ColonyLifecycle.current().standing();
            if (standing instanceof Standing.Open<OpenStore> open) {
                return Optional.of(open.store());
            }
            String words = StoreWords.of(standing);
            if (!words.equals(said)) {
                BuildLog.say(log, words);
                said = words;
            }
            stopped.await(LOOK_SECONDS, TimeUnit.SECONDS);
        }
        return Optional.empty();
    }

    /** Waits until the agent is there; empty where the build is aborted before, or there is no use in waiting. */
    private Optional<Place> place(BooleanSupplier worthWaiting) throws IOException, InterruptedException {
        Optional<Place> place = placeNow();
        while (place.isEmpty() && !stop.stopped() && worthWaiting.getAsBoolean()) {
            stopped.await(LOOK_SECONDS, TimeUnit.SECONDS);
            place = placeNow();
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

    /** Why nothing may run there. */
    private Optional<String> refusal(Place place) throws IOException, InterruptedException {
        if (jenkins.isBuiltIn(place.computer())
                && !ColonyConfiguration.current().isAllowBuiltInNode()) {
            return Optional.of(Messages.ColonyStageStep_builtIn());
        }
        return AgentJava.refusal(place.name(), place.computer().getSystemProperties());
    }

    private static String link(OfferedTaskAction offer) {
        return HyperlinkNote.encodeTo(IssueJobName.page(IssueKey.parse(offer.issue())), offer.issue());
    }
}
