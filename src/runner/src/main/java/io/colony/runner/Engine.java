package io.colony.runner;

import io.colony.engine.CodeHosts;
import io.colony.engine.ColonyBuilder;
import io.colony.engine.Installation;
import io.colony.engine.agent.AgentBackends;
import io.colony.engine.agent.AgentProbe;
import io.colony.engine.config.AgentSettings;
import io.colony.engine.config.ColonySettings;
import io.colony.engine.config.FileProblem;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseClock;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.gate.DefaultPolicyGates;
import io.colony.engine.gate.GateSelfTest;
import io.colony.engine.gate.SupervisedGateRunner;
import io.colony.engine.git.DirectoryRemoval;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.process.ProcessSupervisor;
import io.colony.engine.status.ReadModels;
import io.colony.runner.demo.ScriptedAgentCommand;
import io.colony.web.exchange.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
        Installation.check(settings.settings());
    }

    @Override
    public Operations open(LoadedSettings loaded, DatabaseSettings store) {
        Installation.check(loaded.settings());
        Database database = Database.open(store);
        boolean opened = false;
        try {
            Operations operations = operations(loaded, database);
            opened = true;
            return operations;
        } finally {
            if (!opened) {
                database.close();
            }
        }
    }

    private Operations operations(LoadedSettings loaded, Database database) {
        ColonySettings settings = loaded.settings();
        InstantSource clock = DatabaseClock.of(database);
        Installation installation = installation(settings);
        CodeHosts hosts = installation.codeHosts(database, clock);
        ColonyBuilder builder = installation.builder(database, clock, hosts);
        return new EngineOperations(new EngineOperations.Wiring(
                database,
                hosts,
                builder,
                new Reading(ReadModels.postgres(database, clock), loaded.effective()),
                new StoreAccess(database, clock, settings, Installation.TENANT, environment.user()),
                new EngineOperations.Login(environment.user(), settings.labels().trigger(), settings.http())));
    }

    /** With the demo's own agent, which issues of the sample repository name. */
    private Installation installation(ColonySettings settings) {
        return new Installation(
                settings,
                new Installation.ThisProcess(
                        "colony-" + ProcessHandle.current().pid(),
                        environment,
                        supervisor,
                        List.of(ScriptedAgentCommand.settings(environment))));
    }

    @Override
    public String codeHost(ColonySettings settings) {
        return settings.github()
                .map(access -> installation(settings)
                        .github(access, InstantSource.system())
                        .identities())
                .orElse("embedded, below " + settings.workDirectory().resolve("forge"));
    }

    @Override
    public AgentProbe probe(AgentSettings agent) {
        return new AgentBackends(supervisor, environment.variables())
                .make(agent.program())
                .probe();
    }

    @Override
    public List<GateSelfTest.Check> gateSelfTest() {
        List<GateSelfTest.Check> checks = new ArrayList<>(GateSelfTest.policies(new DefaultPolicyGates()));
        try {
            Path directory = Files.createTempDirectory("colony-gates");
            try {
                checks.addAll(GateSelfTest.runner(
                        new SupervisedGateRunner(
                                supervisor, Installation.gateEnvironment(environment), UnaryOperator.identity()),
                        directory));
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
}
