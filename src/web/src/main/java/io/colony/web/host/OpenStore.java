package io.colony.web.host;

import io.colony.engine.CodeHosts;
import io.colony.engine.Colony;
import io.colony.engine.ColonyBuilder;
import io.colony.engine.ColonyException;
import io.colony.engine.Installation;
import io.colony.engine.adhoc.AdHocRuns;
import io.colony.engine.agent.AgentBackends;
import io.colony.engine.command.DeadLetters;
import io.colony.engine.config.HostEnvironment;
import io.colony.engine.config.LoadedSettings;
import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseClock;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.database.DatabaseSettings;
import io.colony.engine.forge.github.GitHubForge;
import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.log.Log;
import io.colony.engine.process.LocalProcessSupervisor;
import io.colony.engine.remote.RemoteHands;
import io.colony.engine.stage.Hands;
import io.colony.engine.stage.HostedWork;
import io.colony.engine.status.IssueStanding;
import io.colony.engine.status.ReadModels;
import io.colony.engine.status.StoreUnavailableException;
import io.colony.web.ColonyServlet;
import io.colony.web.Site;
import io.colony.web.access.Access;
import io.colony.web.access.HostPolicy;
import io.colony.web.access.RequestGuard;
import io.colony.web.act.Commands;
import io.colony.web.exchange.Reading;
import io.colony.web.host.ask.Question;
import io.colony.web.layout.Surroundings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * An open store with this host's part in the work on it: chores run here, stages run by its executors, and the pages show
 * both. Safe for use by many threads.
 */
public final class OpenStore implements AutoCloseable {
    /** Twice this is less than {@link StoreConnection} waits. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Logger LOG = Log.of(OpenStore.class);

    private final Engine engine;
    private final Reading reading;
    private final Commands commands;
    private final ColonyServlet pages;
    private final StoreWatch watch;
    private volatile boolean closing;

    /** What works behind it. */
    private record Engine(
            Installation installation,
            Map<String, String> secrets,
            InstantSource clock,
            Database database,
            Colony colony,
            String forge) {}

    private OpenStore(Engine engine, Reading reading, Commands commands, ColonyServlet pages) {
        this.engine = engine;
        this.reading = reading;
        this.commands = commands;
        this.pages = pages;
        this.watch = new StoreWatch(engine.database()::ping);
    }

    /**
     * Brings the schema up to date, connects, and begins to work.
     *
     * @param where how the store is reached
     * @param name what this host is called in the store, the same at each start
     * @param secrets by the name of a variable; agents get those that their own settings name
     * @throws io.colony.engine.ColonyException which says why that cannot be; nothing is left open then
     */
    public static OpenStore open(
            String name,
            DatabaseSettings where,
            LoadedSettings loaded,
            Map<String, String> secrets,
            Access access,
            RequestGuard guard) {
        Installation.check(loaded.settings());
        Database database = Database.open(where);
        boolean opened = false;
        try {
            OpenStore store = open(name, loaded, secrets, database, access, guard);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                database.close();
            }
        }
    }

    private static OpenStore open(
            String name,
            LoadedSettings loaded,
            Map<String, String> secrets,
            Database database,
            Access access,
            RequestGuard guard) {
        InstantSource clock = DatabaseClock.of(database);
        Installation installation = new Installation(
                loaded.settings(),
                new Installation.ThisProcess(
                        name, HostEnvironment.ofThisProcess(), new LocalProcessSupervisor(), List.of()));
        CodeHosts hosts = installation.codeHosts(database, clock);
        ColonyBuilder builder = installation.builder(database, clock, hosts);
        Reading reading = new Reading(ReadModels.postgres(database, clock), loaded.effective());
        Commands commands = commands(builder, database);
        // Which names a host goes by is its own affair.
        WebhookEntrance webhooks = builder.webhookEntrance();
        Site site = new Site(
                reading, HostPolicy.any(), access, guard, commands, Optional.of(webhooks), Surroundings.insideBuilds());
        Colony colony = builder.buildHosted();
        boolean started = false;
        try {
            colony.start();
            OpenStore store = new OpenStore(
                    new Engine(
                            installation,
                            secrets,
                            clock,
                            database,
                            colony,
                            hosts.forge().name()),
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

    /**
     * Has repositories of the code host worked on, those that are so already included. One that cannot be asked for now is
     * tried again the next time that the store is opened; the others do not wait for it.
     */
    public void register(List<String> repositories) {
        for (String repository : repositories) {
            try {
                engine.colony().intake().register(Installation.TENANT, engine.forge(), repository);
            } catch (ColonyException refused) {
                LOG.warn(
                        "Repository {} is not worked on: {} It is tried again when the configuration is saved.",
                        repository,
                        refused.getMessage());
            }
        }
    }

    /** Where {@link #serve} takes webhooks. */
    public String webhookPath() {
        return "/webhooks/" + GitHubForge.NAME;
    }

    /** Why the store cannot be reached, for people; empty while it can. */
    public Optional<String> trouble() {
        return watch.trouble();
    }

    /** What executors of the host claim and run. */
    public HostedWork work() {
        return engine.colony().hostedWork();
    }

    public Installation installation() {
        return engine.installation();
    }

    /** The secrets that agents' settings name, for the sessions that run them. */
    public Map<String, String> agentVariables() {
        return SessionAgents.of(installation().programs(), engine.secrets(), name -> true)
                .variables();
    }

    /** One program with its own secrets, for a session that is asked to run no other. */
    public SessionAgents agent(String name) {
        return SessionAgents.of(installation().programs(), engine.secrets(), name::equals);
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

    /** Where programs ask for people. */
    public Question.Doors doors() {
        return new Question.Doors(commands, engine.colony().intake(), reading.status(), reading.costs());
    }

    /** How an issue stands and what it has cost, in a sentence or two; empty where it is not known or the store is away. */
    public Optional<String> summary(IssueKey issue) {
        if (closing || trouble().isPresent()) {
            return Optional.empty();
        }
        try {
            return reading.status()
                    .issue(issue)
                    .map(found -> IssueStanding.of(found)
                            + reading.costs()
                                    .issue(issue)
                                    .map(part -> " It has cost " + part.cost() + " in " + part.runs() + " runs.")
                                    .orElse(""));
        } catch (StoreUnavailableException | DatabaseException away) {
            LOG.debug("No summary of {}", issue, away);
            return Optional.empty();
        }
    }

    /** Agent runs outside of any issue. */
    public AdHocRuns adHocRuns() {
        return engine.colony().adHocRuns();
    }

    /** Disconnects. What executors run goes on where it runs; the next start takes it up. */
    @Override
    public void close() {
        closing = true;
        watch.close();
        try {
            engine.colony().drain(PATIENCE);
            pages.destroy();
        } finally {
            engine.database().close();
        }
    }
}
