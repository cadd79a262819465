package io.jenkins.plugins.colony.steps;

import hudson.model.Run;
import io.colony.engine.command.CommandName;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Names what a step asks for: the same after a restart, and by no other step of any build. */
final class BuildNames {
    private BuildNames() {}

    static CommandName of(StepContext context) throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        String node = context.get(FlowNode.class).getId();
        // With the time of the build: another one may get its number when a job is made anew.
        return new CommandName("jenkins", build.getExternalizableId() + "@" + build.getTimeInMillis() + ":" + node);
    }
}
