package io.jenkins.plugins.colony.steps;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.ColonyException;
import io.colony.web.host.ask.Question;
import java.io.Serializable;
import java.util.Set;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/** A step that asks Colony for something. Its arguments are public fields, which Jenkins fills, and kept with the build. */
public abstract class ColonyStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    /** @throws ColonyException which says what is wrong with the arguments */
    abstract Question question();

    /** Asks for permission here, where Jenkins has set whom the build acts for. */
    @Override
    public StepExecution start(StepContext context) throws AbortException {
        String login = Entrance.login(() -> question().need());
        return new ColonyExecution(context, this, login);
    }

    static String text(@Nullable String argument) {
        return Entrance.text(argument);
    }

    /** What Jenkins knows of such a step: it needs neither agent nor workspace. */
    abstract static class Definition extends StepDescriptor {
        private final String function;
        private final Supplier<String> displayName;

        Definition(String function, Supplier<String> displayName) {
            this.function = function;
            this.displayName = displayName;
        }

        @Override
        public String getFunctionName() {
            return function;
        }

        @Override
        public String getDisplayName() {
            return displayName.get();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }
    }
}
