package io.jenkins.plugins.colony.steps;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.ColonyException;
import io.colony.web.access.Role;
import io.colony.web.host.ask.Need;
import io.colony.web.host.ask.Question;
import io.jenkins.plugins.colony.ColonyPermissions;
import io.jenkins.plugins.colony.JenkinsFacade;
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

    /** @throws ColonyException which says what is wrong with the arguments */
    abstract Question question();

    /**
     * Why somebody may not ask; empty where they may. A build that acts for nobody may read.
     *
     * @param person neither Jenkins itself nor whoever has not signed in
     * @param granted whether they have the permission that it takes
     */
    static Optional<String> refusal(Need need, String name, boolean person, boolean granted) {
        Role role = need.role();
        if (!person) {
            return role == Role.READ ? Optional.empty() : Optional.of(Messages.ColonyStep_nobody(name));
        }
        String permission = role.name().charAt(0) + role.name().substring(1).toLowerCase(Locale.ROOT);
        return granted ? Optional.empty() : Optional.of(Messages.ColonyStep_lacks(name, permission, item(need)));
    }

    /** Where it takes it: the full name of a job or folder. */
    private static String item(Need need) {
        return need.issue().map(IssueJobName::fullName).orElse(IssueJobName.ROOT + "/" + need.repository());
    }

    /** Asks for permission here, where Jenkins has set whom the build acts for. */
    @Override
    public StepExecution start(StepContext context) throws AbortException {
        JenkinsFacade jenkins = new JenkinsFacade();
        try {
            Need need = question().need();
            boolean granted = jenkins.may(item(need), ColonyPermissions.of(need.role()));
            Optional<String> refusal = refusal(need, jenkins.user(), jenkins.isPerson(), granted);
            if (refusal.isPresent()) {
                throw new AbortException(refusal.get());
            }
        } catch (ColonyException wrong) {
            throw (AbortException) new AbortException(wrong.getMessage()).initCause(wrong);
        }
        return new ColonyExecution(context, this, jenkins.user());
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
