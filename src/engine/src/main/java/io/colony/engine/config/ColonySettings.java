package io.colony.engine.config;

import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.intake.IntakeSettings;
import io.colony.engine.intake.webhook.WebhookSettings;
import io.colony.engine.ledger.Ceilings;
import io.colony.engine.notice.NoticeSettings;
import io.colony.engine.recovery.RecoverySettings;
import io.colony.engine.retention.RetentionSettings;
import io.colony.engine.retrospective.LessonSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that an installation can set; see {@link SettingsLoader} for where values come from.
 *
 * @param store the Postgres to use; empty for the embedded one below the work directory
 * @param workDirectory data, workspaces and logs; absolute; default {@code work} in the current directory
 * @param lessons how much of other issues' experience an agent is given
 * @param recovery how failures are handled
 * @param retention how long what only explains is kept
 * @param notices whom to tell that something waits, how often, and by which program
 * @param github GitHub, where a credential for it is named; empty for the local code host alone
 * @param intake which issues are let in, and how often the code host is asked
 * @param webhooks with which secrets webhooks are signed
 */
public record ColonySettings(
        Optional<DatabaseSettings> store,
        Path workDirectory,
        HttpSettings http,
        Workers workers,
        Agents agents,
        Money money,
        Labels labels,
        WorkflowFiles workflow,
        LessonSettings lessons,
        RecoverySettings recovery,
        RetentionSettings retention,
        NoticeSettings notices,
        Optional<GitHubAccess> github,
        IntakeSettings intake,
        WebhookSettings webhooks) {

    /**
     * How much is done at once, and how it is known that somebody still does it.
     *
     * @param count how many tasks this process runs at once; default 2, 0 serves without working
     * @param perRepository how many tasks of one repository run at once, in all processes together; default 0, no limit
     * @param heartbeat how often a worker says that it lives; default 10 s
     * @param lease how long after its last heartbeat a worker's task is given to another; default 30 s
     */
    public record Workers(int count, int perRepository, Duration heartbeat, Duration lease) {}

    /**
     * Who can work.
     *
     * @param byName in the order of the file
     * @param defaultName the agent that works where a repository names none; empty where none is configured
     */
    public record Agents(Map<String, AgentSettings> byName, Optional<String> defaultName) {}

    /**
     * What it may cost.
     *
     * @param pricesFile prices of the installation's own, which go before the program's; empty for the program's alone
     */
    public record Money(Ceilings ceilings, Optional<Path> pricesFile) {}

    /**
     * What is written on issues.
     *
     * @param prefix projected labels are {@code <prefix>:<state>}; default {@code colony}
     * @param trigger the label that brings an issue in; default {@code colony}
     */
    public record Labels(String prefix, String trigger) {}

    /**
     * What decides which way an issue goes.
     *
     * @param file a workflow of the installation's own; empty for {@code colony-default}
     * @param pluginsDirectory where JARs with executors of the installation's own lie; empty for none
     */
    public record WorkflowFiles(Optional<Path> file, Optional<Path> pluginsDirectory) {}

    /** The agent that works where a repository names none. */
    public AgentSettings defaultAgent() {
        return agents.defaultName()
                .map(this::agent)
                .orElseThrow(() -> new ConfigException("No agent is configured. Give --agent 'COMMAND', or name one in"
                        + " colony.yaml: agents: {mine: {command: \"my-agent --json\"}}."));
    }

    /** The agent of that name. */
    public AgentSettings agent(String name) {
        AgentSettings found = agents.byName().get(name);
        if (found == null) {
            throw new ConfigException("No agent is called '" + name + "'. Configured: "
                    + (agents.byName().isEmpty()
                            ? "none"
                            : String.join(", ", agents.byName().keySet())) + ".");
        }
        return found;
    }
}
