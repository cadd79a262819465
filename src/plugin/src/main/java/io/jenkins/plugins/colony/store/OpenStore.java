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
import io.colony.engine.issue.Actor;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.ledger.CostReport;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An open store with this controller's part in the work on it: chores run here, stages run in builds, and the pages show
 * both. Safe for use by many threads.
 */
public final class OpenStore implements AutoCloseable {
    /** Twice this is less than {@link StoreConnection} waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Database database;
    private final Colony colony;
    private final Reading reading;
    private final Commands commands;
    private final ColonyServlet pages;
    private final Installation installation;
    private final InstantSource clock;

    private OpenStore(
            Installation installation,
            InstantSource clock,
            Database database,
            Colony colony,
            Reading reading,
            Commands commands,
            ColonyServlet pages) {
        this.installation = installation;
        this.clock = clock;
        this.database = database;
        this.colony = colony;
        this.reading = reading;
        this.commands = commands;
        this.pages = pages;
    }

    /**
     * Brings the schema up to date, connects, and begins to work.
     *
     * @throws io.colony.engine.ColonyException which says why that cannot be; nothing is left open then
     */
    public static OpenStore open(LoadedSettings loaded, Access access, RequestGuard guard) {
        Installation.check(loaded.settings());
        Database database = Database.open(SettingsFromJenkins.store(loaded));
        boolean opened = false;
        try {
            OpenStore store = open(loaded, database, access, guard);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                database.close();
            }
        }
    }

    private static OpenStore open(LoadedSettings loaded, Database database, Access access, RequestGuard guard) {
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
            OpenStore store =
                    new OpenStore(installation, clock, database, colony, reading, commands, new ColonyServlet(site));
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

    /** Answers a request for a page. */
    public void serve(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        pages.service(request, response);
    }

    /** What builds claim and run. */
    public HostedWork work() {
        return colony.hostedWork();
    }

    public Installation installation() {
        return installation;
    }

    /**
     * What a stage works with.
     *
     * @param trustedWork the work directory of trusted clones, on their machine
     */
    public Hands hands(RemoteHands hands, String trustedWork) {
        return hands.hands(
                installation.programs().stream()
                        .map(AgentBackends.Program::name)
                        .collect(Collectors.toSet()),
                installation.redaction(),
                installation.reading(clock),
                (forge, commands) -> Installation.pushingFrom(forge, commands, Path.of(trustedWork)));
    }

    public StatusQueries status() {
        return reading.status();
    }

    public CostPages costs() {
        return reading.costs();
    }

    /** What each stage has cost an issue. */
    public List<CostReport.StageCost> costs(long issueId) {
        return database.inReadTransaction(transaction -> CostReport.postgres().stages(transaction, issueId));
    }

    /** What people can have done, by the same doors as on the pages. */
    public Commands commands() {
        return commands;
    }

    /** Lets an issue in on behalf of somebody who was asked for permission before; one that is known stays as it is. */
    public Issue admit(IssueKey issue, String login) {
        return colony.intake().admit(issue, Actor.operator(login));
    }

    /** Disconnects. What builds run goes on where it runs; the next start takes it up. */
    @Override
    public void close() {
        try {
            colony.drain(PATIENCE);
            pages.destroy();
        } finally {
            database.close();
        }
    }
}
