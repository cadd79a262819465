package io.jenkins.plugins.colony.steps;

import hudson.AbortException;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.ColonyException;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.log.Log;
import io.colony.engine.status.ReviewCheck;
import io.colony.engine.status.StoreUnavailableException;
import io.colony.web.host.OpenStore;
import io.colony.web.host.Standing;
import io.colony.web.host.ask.Answer;
import io.colony.web.host.ask.Question;
import io.colony.web.host.ask.Question.Asker;
import io.jenkins.plugins.colony.store.ColonyLifecycle;
import io.jenkins.plugins.colony.store.StoreWords;
import io.jenkins.plugins.colony.work.BuildPlace;
import io.jenkins.plugins.colony.work.OwnThreads;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
    private static final int PAUSE_SECONDS = 5;
    private static final ThreadPoolExecutor LOOKS = new ThreadPoolExecutor(
            8, 8, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), OwnThreads.named("colony-step"));

    static {
        LOOKS.allowCoreThreadTimeOut(true);
    }

    private final ColonyStep step;
    private final String login;
    private transient volatile boolean over;
    private transient String said = "";
    private transient @Nullable Question question;

    ColonyExecution(StepContext context, ColonyStep step, String login) {
        super(context);
        this.step = step;
        this.login = login;
    }

    @Override
    public boolean start() {
        onResume();
        return false;
    }

    @Override
    public void onResume() {
        LOOKS.execute(this::look);
    }

    @Override
    public void stop(Throwable cause) {
        end(() -> getContext().onFailure(cause));
    }

    private void look() {
        if (over) {
            return;
        }
        try {
            switch (answer()) {
                case Answer.Done done -> {
                    BuildPlace.say(getContext().get(TaskListener.class), done.said());
                    question().check().ifPresent(this::publish);
                    end(() -> getContext().onSuccess(done.value()));
                }
                case Answer.Refused refused ->
                    end(() -> getContext().onFailure(new AbortException(refused.sentence())));
                case Answer.NotYet notYet -> {
                    said = BuildPlace.sayOnce(getContext().get(TaskListener.class), said, notYet.said());
                    CompletableFuture.delayedExecutor(PAUSE_SECONDS, TimeUnit.SECONDS, LOOKS)
                            .execute(this::look);
                }
            }
        } catch (IOException | InterruptedException | RuntimeException failure) {
            end(() -> getContext().onFailure(failure));
        }
    }

    private Answer answer() throws IOException, InterruptedException {
        Standing<OpenStore> standing = ColonyLifecycle.current().standing();
        try {
            if (standing instanceof Standing.Open<OpenStore> open) {
                return question().look(open.store().doors(), new Asker(login, BuildNames.of(getContext())));
            }
            return Answer.held(!(standing instanceof Standing.Unset<OpenStore>), StoreWords.of(standing));
        } catch (StoreUnavailableException | DatabaseException away) {
            return new Answer.NotYet(away.getMessage());
        } catch (ColonyException refused) {
            return new Answer.Refused(refused.getMessage());
        }
    }

    /** One for each process: what it has asked already is known to it alone. */
    private Question question() {
        Question known = question;
        if (known == null) {
            known = step.question();
            question = known;
        }
        return known;
    }

    /** The answer is there: whether others show it as well does not change it. */
    private void publish(ReviewCheck check) {
        try {
            for (ReviewChecks checks : ExtensionList.lookup(ReviewChecks.class)) {
                checks.publish(getContext().get(Run.class), getContext().get(TaskListener.class), check);
            }
        } catch (IOException | InterruptedException | RuntimeException failure) {
            Log.of(ColonyExecution.class).warn("A check of a review was not published", failure);
        }
    }

    private synchronized void end(Runnable how) {
        if (!over) {
            over = true;
            how.run();
        }
    }
}
