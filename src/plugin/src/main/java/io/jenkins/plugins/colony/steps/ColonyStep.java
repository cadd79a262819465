package io.jenkins.plugins.colony.steps;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.ColonyException;
import io.colony.engine.command.CommandName;
import io.colony.engine.issue.IssueKey;
import io.colony.web.access.Role;
import io.jenkins.plugins.colony.ColonyPermissions;
import io.jenkins.plugins.colony.JenkinsFacade;
import io.jenkins.plugins.colony.store.OpenStore;
import io.jenkins.plugins.colony.work.IssueJobName;
import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
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

    /** What it takes: a permission on a job or folder. */
    record Need(Role role, String item) {
        static Need of(Role role, IssueKey issue) {
            return new Need(role, IssueJobName.fullName(issue));
        }

        /**
         * Why somebody may not; empty where they may. A build that acts for nobody may read.
         *
         * @param person neither Jenkins itself nor whoever has not signed in
         * @param granted whether they have the permission that the role takes
         */
        Optional<String> refusal(String name, boolean person, boolean granted) {
            if (!person) {
                return role == Role.READ ? Optional.empty() : Optional.of(Messages.ColonyStep_nobody(name));
            }
            String permission = role.name().charAt(0) + role.name().substring(1).toLowerCase(Locale.ROOT);
            return granted ? Optional.empty() : Optional.of(Messages.ColonyStep_lacks(name, permission, item));
        }
    }

    /** @throws io.colony.engine.ColonyException which says what is wrong with the arguments */
    abstract Need need();

    /**
     * Asks the store. Asked again after a pause, where the answer is not there yet, and after a restart of the controller.
     *
     * @param login who asks, as the code host knows them, which is as Jenkins does
     * @param name of the request: by it the same one is carried out once
     */
    abstract Answer look(OpenStore store, String login, CommandName name);

    /** The step has come to its end. Nothing of what happens here fails it. */
    void ended(Run<?, ?> build, TaskListener listener) {}

    /** Asks for permission here, where Jenkins has set whom the build acts for. */
    @Override
    public StepExecution start(StepContext context) throws AbortException {
        JenkinsFacade jenkins = new JenkinsFacade();
        try {
            Need need = need();
            boolean granted = jenkins.may(need.item(), ColonyPermissions.of(need.role()));
            Optional<String> refusal = need.refusal(jenkins.user(), jenkins.isPerson(), granted);
            if (refusal.isPresent()) {
                throw new AbortException(refusal.get());
            }
        } catch (ColonyException wrong) {
            throw (AbortException) new AbortException(wrong.getMessage()).initCause(wrong);
        }
        return new ColonyExecution(context, this, jenkins.user());
    }

    static IssueKey key(String repository, int number) {
        return IssueKey.parse(repository + "#" + number);
    }

    static String text(@Nullable String argument) {
        return argument == null ? "" : argument.strip();
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
