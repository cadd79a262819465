package io.jenkins.plugins.colony.work;

import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/**
 * The step in a running build. Holds nothing that has to be kept: what was claimed is kept with the build, from the moment
 * of the claim on.
 */
public final class ColonyStageExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable StageInBuild work;

    ColonyStageExecution(StepContext context) {
        super(context);
    }

    @Override
    public boolean start() {
        begin(false);
        return false;
    }

    /** Jenkins was restarted meanwhile. */
    @Override
    public void onResume() {
        begin(true);
    }

    private void begin(boolean resumed) {
        StageInBuild begun = new StageInBuild(getContext(), resumed);
        work = begun;
        OwnThreads.named("colony-stage").newThread(begun).start();
    }

    /** The build ends when the stage has: until then an agent's processes may live. */
    @Override
    public void stop(Throwable cause) {
        StageInBuild running = work;
        if (running == null) {
            getContext().onFailure(cause);
        } else {
            running.abort(cause);
        }
    }
}
