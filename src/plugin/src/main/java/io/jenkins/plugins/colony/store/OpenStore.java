package io.jenkins.plugins.colony.store;

import io.colony.engine.CodeHosts;
import io.colony.engine.Colony;
import io.colony.engine.ColonyBuilder;
import io.colony.engine.Installation;
import io.colony.engine.agent.AgentBackends;
import io.colony.engine.command.DeadLetters;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseClock;
import io.colony.engine.intake.Intake;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.remote.RemoteHands;
import io.colony.engine.stage.Hands;
import io.colony.engine.stage.HostedWork;
import io.colony.engine.status.CostPages;
import io.colony.engine.status.ReadModels;
import io.colony.engine.status.StatusQueries;
import io.colony.web.ColonyServlet;
import io.colony.web.Site;
import io.colony.web.access.Access;
import io.colony.web.access.HostPolicy;
import io.colony.web.access.RequestGuard;
import io.colony.web.act.Commands;
import io.colony.web.exchange.Reading;
import io.jenkins.plugins.colony.configuration.SettingsFromJenkins;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An open store with this controller's part in the work on it: chores run here, stages run in builds, and the pages show
 * both. Safe for use by many threads.
 */
public final class OpenStore implements AutoCloseable {
    /** Twice this is less than {@link StoreConnection} waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Engine engine;
    private final Reading reading;
    private final Commands commands;
    private final ColonyServlet pages;
    private volatile boolean closing;

    /** What works behind it. */
    private record Engine(
            Installation installation,
            Map<String, String> secrets,
            InstantSource clock,
            Database database,
            Colony colony) {}

    private OpenStore(Engine engine, Reading reading, Commands commands, ColonyServlet pages) {
        this.engine = engine;
        this.reading = reading;
        this.commands = commands;
        this.pages = pages;
    }

    /**
     * Brings the schema up to date, connects, and begins to work.
     *
     * @param secrets by the name of a variable; agents get those that their own settings name
     * @throws io.colony.engine.ColonyException which says why that cannot be; nothing is left open then
     */
    public static OpenStore open(
            LoadedSettings loaded, Map<String, String> secrets, Access access, RequestGuard guard) {
        Installation.check(loaded.settings());
        Database database = Database.open(SettingsFromJenkins.store(loaded));
        boolean opened = false;
        try {
            OpenStore store = open(loaded, secrets, database, access, guard);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                database.close();
            }
        }
    }

    private static OpenStore open(
            LoadedSettings loaded, Map<String, String> secrets, Database database, Access access, RequestGuard guard) {
        InstantSource clock = DatabaseClock.of(database);
        Installation installation = new Installation(
                loaded.settings(),
                new Installation.ThisProcess(
                        "jenkins-" + ProcessHandle.current().pid(),
                        HostEnvironment.ofThisProcess(),
                        new LocalProcessSupervisor(),
                        List.of()));
        CodeHosts hosts = installation.codeHosts(database, clock);
        ColonyBuilder builder = installation.builder(database, clock, hosts);
        Reading reading = new Reading(ReadModels.postgres(database, clock), loaded.effective());
        Commands commands = commands(builder, database);
        // Which names Jenkins goes by is Jenkins' affair.
        Site site = new Site(reading, HostPolicy.any(), access, guard, commands, Optional.empty());
        Colony colony = builder.buildHosted();
        boolean started = false;
        try {
            colony.start();
            OpenStore store = new OpenStore(
                    new Engine(installation, secrets, clock, database, colony),
                    reading,
                    commands,
                    new ColonyServlet(site));
            started = true;
            return store;
        } finally {
            if (!started) {
                colony.drain(PATIENCE);
            }
        }
    }

    private static Commands commands(ColonyBuilder builder, Database database) {
        return Commands.of(new Commands.Doors(
                builder.operatorActions(),
                builder.possibleActions(),
                builder.budgetActions(),
                builder.breakerReset(),
                new DeadLetters(database, builder.operatorActions(), Installation.TENANT),
                builder.dispatchSwitch(),
                builder.budgetActions()::ceiling));
    }

    /** Whether nothing may be begun on it any more. */
    public boolean isClosing() {
        return closing;
    }

    /** Answers a request for a page. */
    public void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        pages.service(request, response);
    }

    /** What builds claim and run. */
    public HostedWork work() {
        return engine.colony().hostedWork();
    }

    public Installation installation() {
        return engine.installation();
    }

    /** The secrets that agents' settings name, for the sessions that run them. */
    public Map<String, String> agentVariables() {
        Map<String, String> variables = new HashMap<>(engine.secrets());
        variables
                .keySet()
                .retainAll(installation().programs().stream()
                        .flatMap(program -> program.variables().stream())
                        .collect(Collectors.toSet()));
        return variables;
    }

    /**
     * What a stage works with.
     *
     * @param trustedWork the work directory of trusted clones, on their machine
     */
    public Hands hands(RemoteHands hands, String trustedWork) {
        return hands.hands(
                installation().programs().stream()
                        .map(AgentBackends.Program::name)
                        .collect(Collectors.toSet()),
                installation().redaction(),
                installation().reading(engine.clock()),
                (forge, commands) -> Installation.pushingFrom(forge, commands, Path.of(trustedWork)));
    }

    /** What people have done to issues, whichever door they come in by. */
    public Commands commands() {
        return commands;
    }

    /** The way in for issues. */
    public Intake intake() {
        return engine.colony().intake();
    }

    public StatusQueries status() {
        return reading.status();
    }

    public CostPages costs() {
        return reading.costs();
    }

    /** Disconnects. What builds run goes on where it runs; the next start takes it up. */
    @Override
    public void close() {
        closing = true;
        try {
            engine.colony().drain(PATIENCE);
            pages.destroy();
        } finally {
            engine.database().close();
        }
    }
}
