package io.jenkins.plugins.colony.steps;

import io.jenkins.plugins.colony.work.WorkExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The step in a running build. The run is known by the build and the step, so that it is the same one after a restart. */
public final class ColonyAgentExecution extends WorkExecution {
    private static final long serialVersionUID = 1L;

    private final ColonyAgentStep step;
    private final String login;

    ColonyAgentExecution(StepContext context, ColonyAgentStep step, String login) {
        super(context);
        this.step = step;
        this.login = login;
    }

    @Override
    protected Work work(boolean resumed) {
        return new AgentInBuild(getContext(), step, login);
    }
}
