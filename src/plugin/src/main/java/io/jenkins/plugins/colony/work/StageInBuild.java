package io.jenkins.plugins.colony.work;

import hudson.AbortException;
import hudson.console.HyperlinkNote;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.ColonyException;
import io.colony.engine.command.OperatorAction;
import io.colony.engine.command.OperatorAnswer;
import io.colony.engine.command.OperatorCommand;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.log.Log;
import io.colony.engine.process.StopSignal;
import io.colony.engine.remote.RemoteHands;
import io.colony.engine.stage.ClaimedTask;
import io.colony.engine.stage.HandsLost;
import io.colony.engine.stage.HostedWork.Claim;
import io.colony.engine.stage.HostedWork.Ending;
import io.colony.web.host.OpenStore;
import io.colony.web.host.StageEnd;
import io.jenkins.plugins.colony.IssueJobName;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.agents.StageHands;
import io.jenkins.plugins.colony.configuration.ColonyConfiguration;
import io.jenkins.plugins.colony.configuration.ColonyFolderProperty;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * One stage in one build, from the claim to the end, in a thread of its own. {@link #abort} is for any thread.
 */
final class StageInBuild implements WorkExecution.Work {
    private static final Logger LOG = Log.of(StageInBuild.class);

    private static final String ABORTED = "the build was aborted in Jenkins";

    private final JenkinsFacade jenkins = new JenkinsFacade();
    private final StageHands hands = new StageHands(jenkins);
    private final StepContext context;
    private final boolean resumed;
    private final StopSignal stop = new StopSignal();
    private final BuildPlace here;
    private volatile Optional<Throwable> aborted = Optional.empty();
    private volatile @Nullable Underway underway;

    /** What runs now. */
    private record Underway(OpenStore store, ClaimedTask task, Place place) {}

    StageInBuild(StepContext context, boolean resumed) {
        this.context = context;
        this.resumed = resumed;
        this.here = new BuildPlace(jenkins, context, stop);
    }

    @Override
    public void abort(Throwable cause) {
        aborted = Optional.of(cause);
        Optional<String> person = Aborts.person(cause);
        Underway now = underway;
        if (person.isEmpty() || now == null) {
            stop.stop(ABORTED);
        } else {
            // Whoever calls this must not wait for a database.
            OwnThreads.named("colony-abort")
                    .newThread(() -> rest(now, person.get()))
                    .start();
        }
    }

    /**
     * Whoever aborts a build wants its work to rest. So the issue is paused first: else the task would go back into the queue
     * and to the next build at once.
     */
    private void rest(Underway now, String person) {
        try {
            BuildPlace.say(
                    now.place().log(),
                    pause(now.store(), now.task(), ColonyConfiguration.current().login(person)));
        } catch (ColonyException notPaused) {
            BuildPlace.say(now.place().log(), notPaused.getMessage());
        } finally {
            stop.stop(ABORTED);
        }
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
        Optional<OpenStore> store = here.store(log);
        if (store.isEmpty()) {
            return new StageEnd.Aborted();
        }
        ClaimedTaskAction before = resumed ? build.getAction(ClaimedTaskAction.class) : null;
        StageEnd end = before == null ? claim(store.get(), build, offer) : takeUp(store.get(), before, offer);
        while (end instanceof StageEnd.Detached) {
            // Another store is configured, or Jenkins goes down, which ends this thread as well.
            Optional<OpenStore> next = here.store(log);
            ClaimedTaskAction claim = build.getAction(ClaimedTaskAction.class);
            end = next.isPresent() && claim != null ? takeUp(next.get(), claim, offer) : new StageEnd.Aborted();
        }
        return end;
    }

    private StageEnd claim(OpenStore store, Run<?, ?> build, OfferedTaskAction offer)
            throws IOException, InterruptedException {
        Optional<Place> found = here.place(() -> true, () -> true);
        if (found.isEmpty()) {
            return new StageEnd.Aborted();
        }
        Place place = found.get();
        Optional<String> refusal = here.refusal(place);
        if (refusal.isPresent()) {
            return new StageEnd.Failed(refusal.get());
        }
        String label = ColonyFolderProperty.labels(jenkins, build.getParent().getFullName())
                .trusted();
        Optional<String> trusted = hands.trusted(label);
        if (trusted.isEmpty()) {
            return new StageEnd.Failed(Messages.ColonyStageStep_noTrusted(label));
        }
        Optional<String> lacking = lacking(place.computer().getName(), trusted.get());
        if (lacking.isPresent()) {
            return new StageEnd.Failed(lacking.get());
        }
        return switch (store.work().claim(offer.offer().taskId(), place.name())) {
            case Claim.NotNow notNow -> new StageEnd.NothingToRun(notNow.why());
            case Claim.Claimed claimed -> {
                ClaimedTaskAction ours =
                        new ClaimedTaskAction(claimed.task(), place.computer().getName(), trusted.get());
                build.addOrReplaceAction(ours);
                build.save();
                BuildPlace.say(place.log(), Messages.ColonyStageStep_claimed(offer.stage(), link(offer), place.name()));
                yield run(store, claimed.task(), place, ours.run());
            }
        };
    }

    private StageEnd takeUp(OpenStore store, ClaimedTaskAction claim, OfferedTaskAction offer)
            throws IOException, InterruptedException {
        // Each look keeps the task this build's while its agent comes back.
        BooleanSupplier ours =
                () -> store.work().resume(claim.taskId(), claim.epoch()).isPresent();
        Optional<Place> place = here.place(ours, () -> hands.reachable(claim.run()));
        Optional<ClaimedTask> task = store.work().resume(claim.taskId(), claim.epoch());
        if (task.isPresent() && place.isPresent()) {
            BuildPlace.say(
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
        RemoteHands open = hands.open(where, store.installation().programs(), store.agentVariables(), stop);
        underway = new Underway(store, task, place);
        Optional<Ending> stored =
                store.work().run(task, place.name(), store.hands(open, hands.trustedWork(where)), stop);
        underway = null;
        if (stored.isEmpty()) {
            return new StageEnd.Detached();
        }
        Ending ending = stored.get();
        BuildPlace.say(place.log(), Messages.ColonyStageStep_ended(ending.outcome(), ending.summary()));
        try {
            open.close();
        } catch (HandsLost away) {
            // The result is stored. What is left there is swept when the agent is used again.
            BuildPlace.say(place.log(), away.getMessage());
        }
        return StageEnd.of(ending, aborted.isPresent());
    }

    private static String pause(OpenStore store, ClaimedTask task, String person) {
        OperatorAnswer answer = store.commands()
                .carryOut(new OperatorCommand(
                        task.issue().key(),
                        OperatorAction.PAUSE,
                        person,
                        Optional.empty(),
                        ABORTED,
                        "jenkins-abort",
                        "run-" + task.runId()));
        return answer.text();
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
            case StageEnd.Detached detached ->
                throw new IllegalStateException("A stage that goes on elsewhere has not ended.");
            case StageEnd.Aborted gone ->
                context.onFailure(aborted.orElseGet(
                        () -> new FlowInterruptedException(Result.ABORTED, new StageInterruption(gone.toString()))));
        }
    }

    /** What one of the agents lacks: said before a task is claimed, since it is no fault of the issue's. */
    private Optional<String> lacking(String working, String trusted) throws IOException, InterruptedException {
        Optional<String> here = hands.lacking(working);
        if (here.isPresent()) {
            return here;
        }
        Computer there = jenkins.computer(trusted);
        Optional<String> java =
                there == null ? Optional.empty() : AgentJava.refusal(trusted, there.getSystemProperties());
        return java.isPresent() ? java : hands.lacking(trusted);
    }

    private static String link(OfferedTaskAction offer) {
        return HyperlinkNote.encodeTo(IssueJobName.page(IssueKey.parse(offer.issue())), offer.issue());
    }
}
