package io.jenkins.plugins.colony.steps;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.ColonyException;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.status.StoreUnavailableException;
import io.jenkins.plugins.colony.ColonyPermissions;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.store.ColonyLifecycle;
import io.jenkins.plugins.colony.store.OpenStore;
import io.jenkins.plugins.colony.store.Standing;
import io.jenkins.plugins.colony.store.StoreWords;
import io.jenkins.plugins.colony.work.BuildLog;
import io.jenkins.plugins.colony.work.OwnThreads;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/**
 * A step under way. Looks at the store by one of a few threads that all steps share, and holds none in between. After a restart
 * of the controller it looks again, which carries nothing out twice: that is why it is no
 * {@code SynchronousNonBlockingStepExecution}, which would fail then.
 */
final class ColonyExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final int LOOK_SECONDS = 5;
    private static final int THREADS = 8;
    private static final Executor LOOKS = looks();

    private final ColonyStep step;
    private final Asker asker;
    private transient boolean over;
    private transient @Nullable String said;

    ColonyExecution(StepContext context, ColonyStep step, Asker asker) {
        super(context);
        this.step = step;
        this.asker = asker;
    }

    private static Executor looks() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), OwnThreads.named("colony-step"));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Asks for permission here, where Jenkins has set whom the build acts for. */
    @Override
    public boolean start() throws AbortException {
        Optional<String> refusal = refusal();
        if (refusal.isPresent()) {
            throw new AbortException(refusal.get());
        }
        LOOKS.execute(this::look);
        return false;
    }

    private Optional<String> refusal() {
        try {
            ColonyStep.Need need = step.need();
            return asker.refusal(need.role(), new JenkinsFacade().may(need.item(), ColonyPermissions.of(need.role())));
        } catch (ColonyException wrong) {
            return Optional.of(wrong.getMessage());
        }
    }

    /** Jenkins was restarted meanwhile. */
    @Override
    public void onResume() {
        LOOKS.execute(this::look);
    }

    @Override
    public void stop(Throwable cause) {
        end(() -> getContext().onFailure(cause));
    }

    private void look() {
        if (isOver()) {
            return;
        }
        try {
            switch (ColonyLifecycle.current().standing()) {
                case Standing.Open<OpenStore> open -> answered(step.look(open.store(), asking()));
                case Standing.Unset<OpenStore> unset -> fail(StoreWords.of(unset));
                case Standing.Opening<OpenStore> opening -> later(StoreWords.of(opening));
                case Standing.Away<OpenStore> away -> later(StoreWords.of(away));
                // The next start of the controller takes it up.
                case Standing.Closed<OpenStore> closed -> {}
            }
        } catch (StoreUnavailableException | DatabaseException away) {
            later(away.getMessage());
        } catch (ColonyException refused) {
            fail(refused.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            end(() -> getContext().onFailure(interrupted));
        } catch (IOException | RuntimeException failure) {
            end(() -> getContext().onFailure(failure));
        }
    }

    private Asking asking() throws IOException, InterruptedException {
        Run<?, ?> build = getContext().get(Run.class);
        return Asking.of(
                asker.name(),
                build.getExternalizableId(),
                build.getTimeInMillis(),
                getContext().get(FlowNode.class).getId());
    }

    private void answered(Answer answer) {
        switch (answer) {
            case Answer.Done done ->
                end(() -> {
                    say(done.said());
                    getContext().onSuccess(done.value());
                });
            case Answer.Refused refused -> fail(refused.sentence());
            case Answer.NotYet notYet -> later(notYet.said());
        }
    }

    private void fail(String sentence) {
        end(() -> getContext().onFailure(new AbortException(sentence)));
    }

    /** Only what is new is said. */
    private void later(String sentence) {
        if (!sentence.equals(said)) {
            said = sentence;
            say(sentence);
        }
        Timer.get().schedule(() -> LOOKS.execute(this::look), LOOK_SECONDS, TimeUnit.SECONDS);
    }

    private void say(String sentence) {
        try {
            BuildLog.say(getContext().get(TaskListener.class), sentence);
        } catch (IOException noLog) {
            // The build is gone; the next look finds that out.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isOver() {
        return over;
    }

    private synchronized void end(Runnable how) {
        if (!over) {
            over = true;
            how.run();
        }
    }
}
