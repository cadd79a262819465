package io.jenkins.plugins.colony.steps;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.ColonyException;
import io.colony.engine.issue.IssueKey;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.store.OpenStore;
import io.jenkins.plugins.colony.work.IssueJobName;
import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/** A step that asks Colony for something. Its arguments are kept with the build. */
public abstract class ColonyStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * What it takes.
     *
     * @param item the job or folder that the permission is asked on
     */
    record Need(Role role, String item) {
        static Need of(Role role, IssueKey issue) {
            return new Need(role, IssueJobName.fullName(issue));
        }
    }

    /** @throws ColonyException which says what is wrong with the arguments */
    abstract Need need();

    /**
     * Asks the store. Asked again after a pause, where the answer is not there yet, and after a restart of the controller: the
     * same request is carried out once.
     */
    abstract Answer look(OpenStore store, Asking asking);

    @Override
    public StepExecution start(StepContext context) {
        JenkinsFacade jenkins = new JenkinsFacade();
        return new ColonyExecution(context, this, new Asker(jenkins.user(), jenkins.isPerson()));
    }

    static String text(@Nullable String argument) {
        return argument == null ? "" : argument.strip();
    }

    static Optional<String> given(String argument) {
        return Optional.of(argument).filter(text -> !text.isEmpty());
    }

    /** The issue or pull request of that number. */
    static IssueKey key(String repository, int number) {
        return IssueKey.parse(repository + "#" + number);
    }

    /** What Jenkins knows of such a step: it needs neither agent nor workspace. */
    abstract static class Definition extends StepDescriptor {
        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class);
        }
    }
}
