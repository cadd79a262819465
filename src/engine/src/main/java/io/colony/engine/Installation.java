package io.colony.engine;

import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentBackends;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.EnvironmentPolicy;
import io.colony.engine.config.AgentSettings;
import io.colony.engine.config.ColonySettings;
import io.colony.engine.config.ConfigException;
import io.colony.engine.config.FileProblem;
import io.colony.engine.config.GitHubAccess;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.config.PricesFile;
import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.github.GitHubForge;
import io.colony.engine.forge.local.LocalForge;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.notice.CommandNotifier;
import io.colony.engine.notice.NoticeSettings;
import io.colony.engine.notice.Notifier;
import io.colony.engine.notice.Notifying;
import io.colony.engine.plugin.ExecutorPlugin;
import io.colony.engine.plugin.InstalledPlugins;
import io.colony.engine.plugin.PluginDirectory;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.projection.ProjectionSettings;
import io.colony.engine.stage.FileRepositoryPolicy;
import io.colony.engine.stage.StageContext.Agents;
import io.colony.engine.workflow.DeclaredOutcomes;
import io.colony.engine.workflow.WorkflowParser;
import io.colony.engine.workflow.Workflows;
import io.colony.engine.workspace.PrivateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What settings amount to: from {@link ColonySettings} to what {@link ColonyBuilder} is given. Every host wires its engine
 * by this, so that the same settings mean the same wherever they are read. Safe for use by many threads.
 */
public final class Installation {
    /** The one tenant that an installation works for. */
    public static final String TENANT = "local";

    private final ColonySettings settings;
    private final ThisProcess process;

    /**
     * What differs from host to host.
     *
     * @param name what workers are called, such as {@code colony-4711}
     * @param ownAgents agents that the host brings along beside the configured ones
     */
    public record ThisProcess(
            String name, HostEnvironment environment, ProcessSupervisor supervisor, List<AgentSettings> ownAgents) {
        public ThisProcess {
            ownAgents = List.copyOf(ownAgents);
        }
    }

    public Installation(ColonySettings settings, ThisProcess process) {
        this.settings = settings;
        this.process = process;
    }

    /**
     * Refuses what is wrong about the settings' own files, before anything is made.
     *
     * @throws ColonyException which names the file, the place and the cure
     */
    public static void check(ColonySettings settings) {
        ColonyOptions.WorkflowFile file = workflow(settings);
        WorkflowParser.parse(
                file.text(),
                file.source(),
                DeclaredOutcomes.withPlugins(
                        InstalledPlugins.of(plugins(settings)).outcomes()));
        PricesFile.load(settings);
    }

    /** The code host. Asks it nothing. */
    public CodeHosts codeHosts(Database database, InstantSource clock) {
        Path root = settings.workDirectory().resolve("forge");
        return settings.github()
                .map(access -> CodeHosts.github(github(access, clock), root))
                .orElseGet(() ->
                        CodeHosts.local(LocalForge.create(database, root, new LocalCommandRunner(), clock), root));
    }

    /** Pushes with the credential that each push names; what it fetches with is another's. */
    public GitHubForge github(GitHubAccess access, InstantSource clock) {
        return GitHubForge.create(access.settings(), access.credentials(), git(RemoteAccess.NONE), clock);
    }

    /**
     * The engine's parts on a store.
     *
     * @param hosts see {@link #codeHosts}
     * @throws ColonyException where a file or directory that is configured cannot be used
     */
    public ColonyBuilder builder(Database database, InstantSource clock, CodeHosts hosts) {
        ColonyBuilder.Host host = new ColonyBuilder.Host(
                hosts.forge(),
                process.supervisor(),
                git(reading(clock)),
                gateEnvironment(process.environment()),
                KnownSecrets.redaction(settings));
        return new ColonyBuilder(database, clock, options(), host);
    }

    /** The configured agents, as a session elsewhere is told of them. */
    public List<AgentBackends.Program> programs() {
        return settings.agents().byName().values().stream()
                .map(AgentSettings::program)
                .toList();
    }

    /** Removes this installation's secrets from a text. */
    public UnaryOperator<String> redaction() {
        return KnownSecrets.redaction(settings);
    }

    /** What repositories are read with; for trusted clones alone. */
    public RemoteAccess reading(InstantSource clock) {
        return settings.github()
                .map(github -> GitHubForge.readAccess(github.settings(), github.credentials(), clock))
                .orElse(RemoteAccess.NONE);
    }

    /**
     * A code host that pushes from clones on another machine.
     *
     * @param commands run there
     * @param work the work directory there
     */
    public static Forge pushingFrom(Forge forge, CommandRunner commands, Path work) {
        return forge instanceof GitHubForge github
                ? github.pushingWith(new GitCommand(
                        commands, work.resolve("git-home"), Map.of("PATH", "/usr/local/bin:/usr/bin:/bin")))
                : forge;
    }

    private ColonyOptions options() {
        ColonySettings.Workers workers = settings.workers();
        return new ColonyOptions(
                process.name(),
                settings.workDirectory(),
                new ColonyOptions.Workers(
                        workers.count(), workers.perRepository(), workers.heartbeat(), workers.lease()),
                new ColonyOptions.Work(
                        workflow(settings),
                        plugins(settings),
                        agents(),
                        new FileRepositoryPolicy(),
                        settings.lessons()),
                new ColonyOptions.Money(settings.money().ceilings(), PricesFile.load(settings)),
                new ColonyOptions.People(
                        new ProjectionSettings(settings.labels().prefix() + ":", true), notifying()),
                settings.recovery(),
                settings.retention(),
                settings.intake(),
                settings.webhooks());
    }

    private static List<ExecutorPlugin> plugins(ColonySettings settings) {
        return settings.workflow().pluginsDirectory().map(PluginDirectory::load).orElse(List.of());
    }

    /** Comments, and the program that is configured to carry notices on. */
    private Notifying notifying() {
        List<Notifier> notifiers =
                settings.notices().command().stream().map(this::notifier).toList();
        return new Notifying(settings.notices(), notifiers);
    }

    private Notifier notifier(NoticeSettings.CommandSettings command) {
        Path home = made("notices");
        Map<String, String> variables =
                new HashMap<>(EnvironmentPolicy.inherit(process.environment().variables(), command.environment()));
        variables.put("HOME", home.toString());
        return new CommandNotifier(new LocalCommandRunner(), command, home, variables, UnaryOperator.identity());
    }

    private Agents agents() {
        Map<String, AgentBackend> backEnds = new HashMap<>();
        Map<String, AgentLimits> limits = new HashMap<>();
        List<AgentSettings> all = new ArrayList<>(process.ownAgents());
        all.addAll(settings.agents().byName().values());
        AgentBackends made =
                new AgentBackends(process.supervisor(), process.environment().variables());
        for (AgentSettings agent : all) {
            backEnds.put(agent.name(), made.make(agent.program()));
            limits.put(agent.name(), agent.limits(settings.money().ceilings().run()));
        }
        return new Agents(backEnds, limits, settings.agents().defaultName());
    }

    private static ColonyOptions.WorkflowFile workflow(ColonySettings settings) {
        return settings.workflow()
                .file()
                .map(Installation::read)
                .orElseGet(() -> new ColonyOptions.WorkflowFile(Workflows.colonyDefaultYaml(), "colony-default.yaml"));
    }

    private static ColonyOptions.WorkflowFile read(Path file) {
        try {
            return new ColonyOptions.WorkflowFile(Files.readString(file), file.toString());
        } catch (IOException failure) {
            throw new ConfigException("The workflow file " + file + " cannot be read: " + FileProblem.of(failure)
                    + ". Name one that can, or leave it out for colony-default.");
        }
    }

    private GitCommand git(RemoteAccess access) {
        return new GitCommand(
                new LocalCommandRunner(),
                made("git-home"),
                EnvironmentPolicy.inherit(process.environment().variables(), List.of()),
                access);
    }

    private Path made(String name) {
        Path directory = settings.workDirectory().resolve(name);
        try {
            PrivateDirectory.make(settings.workDirectory());
            return Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UnusableDirectoryException(
                    "The directory " + directory + " cannot be made: " + FileProblem.of(failure)
                            + ". Choose another work_directory (--work DIR).",
                    failure);
        }
    }

    /** What the repository's own checks get: where programs are, and no credential. */
    public static Map<String, String> gateEnvironment(HostEnvironment environment) {
        Map<String, String> inherited = new HashMap<>(EnvironmentPolicy.inherit(environment.variables(), List.of()));
        inherited.putIfAbsent("JAVA_HOME", environment.javaHome().toString());
        return inherited;
    }
}
