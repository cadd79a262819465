package io.jenkins.plugins.colony.work;

import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The step in a running build. Holds nothing that has to be kept: what was claimed is kept with the build, from the moment
 * of the claim on.
 */
public final class ColonyStageExecution extends WorkExecution {
    private static final long serialVersionUID = 1L;

    ColonyStageExecution(StepContext context) {
        super(context);
    }

    @Override
    protected Work work(boolean resumed) {
        return new StageInBuild(getContext(), resumed);
    }
}
