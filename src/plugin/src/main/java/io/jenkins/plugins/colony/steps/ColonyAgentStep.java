package io.jenkins.plugins.colony.steps;

import hudson.AbortException;
import hudson.Extension;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.colony.engine.ColonyException;
import io.colony.engine.adhoc.AdHocRequest;
import io.colony.engine.command.CommandName;
import io.colony.engine.ledger.Usd;
import io.colony.web.access.Role;
import io.colony.web.host.ask.Amount;
import io.colony.web.host.ask.Need;
import io.colony.web.host.ask.RepositoryName;
import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * {@code colonyAgent(repository:, prompt:)}: asks an agent program once, in the current workspace. Answers {@code outcome},
 * {@code summary}, {@code cost} as a decimal, {@code estimated}, and the {@code run}'s number.
 */
public final class ColonyAgentStep extends Step implements Serializable {
    private static final long serialVersionUID = 1L;

    public final String repository;
    public final String prompt;

    @DataBoundSetter
    public @Nullable String data = "";

    @DataBoundSetter
    public @Nullable String agent = "";

    @DataBoundSetter
    public boolean write;

    @DataBoundSetter
    public @Nullable String ceiling = "";

    @DataBoundSetter
    public boolean returnOutcome;

    @DataBoundConstructor
    public ColonyAgentStep(@Nullable String repository, @Nullable String prompt) {
        this.repository = Entrance.text(repository);
        this.prompt = Entrance.text(prompt);
    }

    /** @throws ColonyException which says what is wrong with the arguments */
    AdHocRequest request(String login, CommandName name) {
        if (prompt.isEmpty()) {
            throw new ColonyException(Messages.ColonyAgentStep_noPrompt());
        }
        Optional<Usd> usd = Optional.of(Entrance.text(ceiling))
                .filter(text -> !text.isEmpty())
                .map(Amount::of);
        return new AdHocRequest(
                RepositoryName.of(repository),
                Optional.of(Entrance.text(agent)).filter(text -> !text.isEmpty()),
                prompt,
                Entrance.text(data),
                write,
                usd,
                name.id(),
                login,
                name);
    }

    /** It costs money: whoever the build acts for needs the permission for that. */
    @Override
    public StepExecution start(StepContext context) throws AbortException {
        String login = Entrance.login(() -> {
            request("", new CommandName("jenkins", "none"));
            return Need.ofRepository(Role.OPERATE, repository);
        });
        return new ColonyAgentExecution(context, this, login);
    }

    /** What Jenkins knows of the step. */
    @Extension
    @Symbol("colonyAgent")
    public static final class Definition extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "colonyAgent";
        }

        @Override
        public String getDisplayName() {
            return Messages.ColonyAgentStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, FilePath.class, Computer.class, TaskListener.class);
        }
    }
}
