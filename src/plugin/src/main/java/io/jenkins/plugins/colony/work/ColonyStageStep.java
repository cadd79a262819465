package io.jenkins.plugins.colony.work;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code colonyStage()}: claims the task that its build was made for, and runs the stage on the agent of the enclosing
 * {@code node}. Answers the outcome, such as {@code ok}.
 */
public final class ColonyStageStep extends Step {
    @DataBoundConstructor
    public ColonyStageStep() {
        // Everything is said by the task.
    }

    @Override
    public StepExecution start(StepContext context) {
        return new ColonyStageExecution(context);
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyStage")
    public static final class Definition extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "colonyStage";
        }

        @Override
        public String getDisplayName() {
            return Messages.ColonyStageStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, Computer.class, TaskListener.class);
        }
    }
}
