package io.colony.runner;

import io.colony.engine.ColonyBuilder;
import io.colony.engine.ColonyOptions;
import io.colony.engine.agent.AgentBackend;
import io.colony.engine.agent.AgentBackends;
import io.colony.engine.agent.AgentLimits;
import io.colony.engine.agent.AgentProbe;
import io.colony.engine.agent.EnvironmentPolicy;
import io.colony.engine.config.AgentSettings;
import io.colony.engine.config.ColonySettings;
import io.colony.engine.config.ConfigException;
import io.colony.engine.config.GitHubAccess;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.config.PricesFile;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseClock;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.forge.github.GitHubForge;
import io.colony.engine.forge.local.LocalForge;
import io.colony.engine.gate.DefaultPolicyGates;
import io.colony.engine.gate.GateSelfTest;
import io.colony.engine.gate.SupervisedGateRunner;
import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.notice.CommandNotifier;
import io.colony.engine.notice.NoticeSettings;
import io.colony.engine.notice.Notifier;
import io.colony.engine.notice.Notifying;
import io.colony.engine.plugin.ExecutorPlugin;
import io.colony.engine.plugin.InstalledPlugins;
import io.colony.engine.plugin.PluginDirectory;
import io.colony.engine.process.LocalCommandRunner;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.projection.ProjectionSettings;
import io.colony.engine.stage.FileRepositoryPolicy;
import io.colony.engine.stage.StageContext.Agents;
import io.colony.engine.status.ReadModels;
import io.colony.engine.workflow.DeclaredOutcomes;
import io.colony.engine.workflow.WorkflowParser;
import io.colony.engine.workflow.Workflows;
import io.colony.runner.demo.ScriptedAgentCommand;
import io.colony.web.exchange.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Joins the program and the engine: with {@link EngineOperations} all that knows the engine's wiring. */
public final class Engine implements OperationsFactory {
    private final HostEnvironment environment;
    private final ProcessSupervisor supervisor = new LocalProcessSupervisor();

    public Engine(HostEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void check(LoadedSettings settings) {
        ColonyOptions.WorkflowFile file = workflow(settings.settings());
        WorkflowParser.parse(
                file.text(),
                file.source(),
                DeclaredOutcomes.withPlugins(
                        InstalledPlugins.of(plugins(settings.settings())).outcomes()));
        PricesFile.load(settings.settings());
    }

    @Override
    public Operations open(LoadedSettings loaded, DatabaseSettings store) {
        ColonySettings settings = loaded.settings();
        ColonyOptions.WorkflowFile workflow = workflow(settings);
        Database database = Database.open(store);
        boolean opened = false;
        try {
            Operations operations = operations(loaded, workflow, database);
            opened = true;
            return operations;
        } finally {
            if (!opened) {
                database.close();
            }
        }
    }

    private Operations operations(LoadedSettings loaded, ColonyOptions.WorkflowFile workflow, Database database) {
        ColonySettings settings = loaded.settings();
        InstantSource clock = DatabaseClock.of(database);
        Path forgeRoot = settings.workDirectory().resolve("forge");
        CodeHosts hosts = hosts(settings, database, forgeRoot, clock);
        RemoteAccess access = settings.github()
                .map(github -> GitHubForge.readAccess(github.settings(), github.credentials(), clock))
                .orElse(RemoteAccess.NONE);
        ColonyBuilder.Host host = new ColonyBuilder.Host(
                hosts.forge(),
                supervisor,
                git(settings.workDirectory(), access),
                gateEnvironment(),
                KnownSecrets.redaction(settings));
        ColonyBuilder builder = new ColonyBuilder(database, clock, options(settings, workflow), host);
        return new EngineOperations(new EngineOperations.Wiring(
                database,
                hosts,
                builder,
                new Reading(ReadModels.postgres(database, clock), loaded.effective()),
                new StoreAccess(database, clock, settings, EngineOperations.TENANT, environment.user()),
                new EngineOperations.Login(environment.user(), settings.labels().trigger(), settings.http())));
    }

    private CodeHosts hosts(ColonySettings settings, Database database, Path root, InstantSource clock) {
        return settings.github()
                .map(github -> CodeHosts.github(github(settings, github, clock), root))
                .orElseGet(() ->
                        CodeHosts.local(LocalForge.create(database, root, new LocalCommandRunner(), clock), root));
    }

    /** Pushes with the credential that each push names; what it fetches with is another's. */
    private GitHubForge github(ColonySettings settings, GitHubAccess access, InstantSource clock) {
        return GitHubForge.create(
                access.settings(), access.credentials(), git(settings.workDirectory(), RemoteAccess.NONE), clock);
    }

    @Override
    public String codeHost(ColonySettings settings) {
        return settings.github()
                .map(access -> github(settings, access, InstantSource.system()).identities())
                .orElse("embedded, below " + settings.workDirectory().resolve("forge"));
    }

    private ColonyOptions options(ColonySettings settings, ColonyOptions.WorkflowFile workflow) {
        ColonySettings.Workers workers = settings.workers();
        return new ColonyOptions(
                "colony-" + ProcessHandle.current().pid(),
                settings.workDirectory(),
                new ColonyOptions.Workers(
                        workers.count(), workers.perRepository(), workers.heartbeat(), workers.lease()),
                new ColonyOptions.Work(
                        workflow, plugins(settings), agents(settings), new FileRepositoryPolicy(), settings.lessons()),
                new ColonyOptions.Money(settings.money().ceilings(), PricesFile.load(settings)),
                new ColonyOptions.People(
                        new ProjectionSettings(settings.labels().prefix() + ":", true), notifying(settings)),
                settings.recovery(),
                settings.retention(),
                settings.intake(),
                settings.webhooks());
    }

    private static List<ExecutorPlugin> plugins(ColonySettings settings) {
        return settings.workflow().pluginsDirectory().map(PluginDirectory::load).orElse(List.of());
    }

    /** Comments, and the program that is configured to carry notices on. */
    private Notifying notifying(ColonySettings settings) {
        List<Notifier> notifiers = settings.notices().command().stream()
                .map(command -> notifier(settings, command))
                .toList();
        return new Notifying(settings.notices(), notifiers);
    }

    private Notifier notifier(ColonySettings settings, NoticeSettings.CommandSettings command) {
        Path home = settings.workDirectory().resolve("notices");
        try {
            Files.createDirectories(home);
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.CANNOT_CREATE,
                    "The directory " + home + " cannot be made (" + failure + "). Choose another: --work DIR.",
                    failure);
        }
        Map<String, String> variables =
                new HashMap<>(EnvironmentPolicy.inherit(environment.variables(), command.environment()));
        variables.put("HOME", home.toString());
        return new CommandNotifier(new LocalCommandRunner(), command, home, variables, UnaryOperator.identity());
    }

    /** The configured agents, and the demo's own, which issues of the sample repository name. */
    private Agents agents(ColonySettings settings) {
        Map<String, AgentBackend> backEnds = new HashMap<>();
        Map<String, AgentLimits> limits = new HashMap<>();
        List<AgentSettings> all = new ArrayList<>();
        all.add(ScriptedAgentCommand.settings(environment));
        all.addAll(settings.agents().byName().values());
        for (AgentSettings agent : all) {
            backEnds.put(agent.name(), backEnd(agent));
            limits.put(agent.name(), agent.limits(settings.money().ceilings().run()));
        }
        return new Agents(backEnds, limits, settings.agents().defaultName());
    }

    private static ColonyOptions.WorkflowFile workflow(ColonySettings settings) {
        return settings.workflow()
                .file()
                .map(Engine::read)
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

    private GitCommand git(Path work, RemoteAccess access) {
        try {
            Path home = Files.createDirectories(work.resolve("git-home"));
            return new GitCommand(
                    new LocalCommandRunner(),
                    home,
                    EnvironmentPolicy.inherit(environment.variables(), List.of()),
                    access);
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.CANNOT_CREATE,
                    "The work directory " + work + " cannot be written: " + FileProblem.of(failure)
                            + ". Choose another: --work DIR.",
                    failure);
        }
    }

    /** What the repository's own checks get: where programs are, and no credential. */
    private Map<String, String> gateEnvironment() {
        Map<String, String> inherited = new HashMap<>(EnvironmentPolicy.inherit(environment.variables(), List.of()));
        inherited.putIfAbsent("JAVA_HOME", environment.javaHome().toString());
        return inherited;
    }

    @Override
    public AgentProbe probe(AgentSettings agent) {
        return backEnd(agent).probe();
    }

    @Override
    public List<GateSelfTest.Check> gateSelfTest() {
        List<GateSelfTest.Check> checks = new ArrayList<>(GateSelfTest.policies(new DefaultPolicyGates()));
        try {
            Path directory = Files.createTempDirectory("colony-gates");
            try {
                checks.addAll(GateSelfTest.runner(
                        new SupervisedGateRunner(supervisor, gateEnvironment(), UnaryOperator.identity()), directory));
            } finally {
                DirectoryRemoval.remove(directory);
            }
        } catch (IOException failure) {
            throw new RunnerException(
                    ExitCode.CANNOT_CREATE,
                    "The gates cannot be tried: a temporary directory cannot be written: " + FileProblem.of(failure),
                    failure);
        }
        return checks;
    }

    @Override
    public String containment() {
        return supervisor.containment();
    }

    private AgentBackend backEnd(AgentSettings agent) {
        return new AgentBackends(supervisor, environment.variables()).make(agent.program());
    }
}
