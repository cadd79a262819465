package io.jenkins.plugins.colony.work;

import hudson.AbortException;
import io.colony.engine.ColonyException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/** A step that works on an agent for long, in a thread of its own, and is taken up after a restart of Jenkins. */
public abstract class WorkExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable Work work;

    /** What runs in the thread; ends the step by itself. {@link #abort} is for any thread. */
    public interface Work extends Runnable {
        /** Ends what runs, and then the step with this cause. */
        void abort(Throwable cause);
    }

    protected WorkExecution(StepContext context) {
        super(context);
    }

    /**
     * Makes what runs.
     *
     * @param resumed whether Jenkins was restarted meanwhile
     */
    protected abstract Work work(boolean resumed);

    @Override
    public boolean start() {
        begin(false);
        return false;
    }

    @Override
    public void onResume() {
        begin(true);
    }

    private void begin(boolean resumed) {
        try {
            Work begun = work(resumed);
            work = begun;
            OwnThreads.named("colony-work").newThread(begun).start();
        } catch (ColonyException refused) {
            getContext().onFailure(new AbortException(refused.getMessage()));
        }
    }

    /** The step ends when its work has: until then an agent's processes may live. */
    @Override
    public void stop(Throwable cause) {
        Work running = work;
        if (running == null) {
            getContext().onFailure(cause);
        } else {
            running.abort(cause);
        }
    }
}
