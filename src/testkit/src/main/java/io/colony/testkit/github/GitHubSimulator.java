package io.colony.testkit.github;

import io.colony.engine.ColonyException;
import io.colony.testkit.github.fault.FaultPlan;
import io.colony.testkit.github.fault.Faults;
import io.colony.testkit.github.hook.Deliveries;
import io.colony.testkit.github.rest.Payloads;
import io.colony.testkit.github.rest.Quotas;
import io.colony.testkit.github.rest.Requests;
import io.colony.testkit.github.rest.RestApi;
import io.colony.testkit.github.rest.Urls;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Acts;
import io.colony.testkit.github.world.App;
import io.colony.testkit.github.world.Hook;
import io.colony.testkit.github.world.Installation;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.World;
import java.net.URI;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A GitHub on loopback. Safe for use by many threads. */
public final class GitHubSimulator implements AutoCloseable {
    private final Server server;
    private final World world;
    private final Acts acts;
    private final RestApi api;
    private final Faults faults = new Faults();
    private final Deliveries deliveries;
    private final String root;

    private GitHubSimulator(Path directory, InstantSource clock) {
        this.world = new World(directory, clock);
        this.acts = Acts.in(world);
        QueuedThreadPool threads = new QueuedThreadPool(16, 4);
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("github-"));
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        this.root = open(connector);
        Urls urls = new Urls(root + Door.API, root);
        this.api = new RestApi(world, acts, urls, clock);
        this.deliveries = new Deliveries(new Payloads(world, acts, urls), faults);
        world.watch(deliveries);
        server.setHandler(new Door(api, new GitDoor(acts), faults, clock));
    }

    private static String open(ServerConnector connector) {
        try {
            connector.open();
        } catch (java.io.IOException failure) {
            throw new ColonyException("The GitHub simulator found no free port on loopback.", failure);
        }
        return "http://127.0.0.1:" + connector.getLocalPort();
    }

    /**
     * Starts one that holds nothing yet.
     *
     * @param directory where its git repositories go
     */
    public static GitHubSimulator start(Path directory, InstantSource clock) {
        GitHubSimulator simulator = new GitHubSimulator(directory, clock);
        LifeCycle.start(simulator.server);
        return simulator;
    }

    /** The API's base, without a slash at its end. */
    public URI apiUrl() {
        return URI.create(root + Door.API);
    }

    /** Where a repository is cloned from and pushed to, with a token as the password. */
    public String gitUrl(String slug) {
        return root + "/" + slug + ".git";
    }

    /** A person. */
    public Account addAccount(String login) {
        return world.locked(() -> world.addAccount(login, Account.Kind.USER));
    }

    public Account addOrganization(String login) {
        return world.locked(() -> world.addAccount(login, Account.Kind.ORGANIZATION));
    }

    /** A public repository with branch {@code main}, whose first commit holds a {@code README.md}. */
    public SimulatedRepository addRepository(String slug) {
        return addRepository(slug, false, Map.of("README.md", "# " + slug + "\n"));
    }

    /** A repository whose first commit on {@code main} holds these files. Its owner is made where it is missing. */
    public SimulatedRepository addRepository(String slug, boolean isPrivate, Map<String, String> files) {
        return world.locked(() -> {
            int slash = slug.indexOf('/');
            String login = slug.substring(0, slash);
            Account owner = world.account(login).orElseGet(() -> world.addAccount(login, Account.Kind.USER));
            Repo repo = world.addRepository(owner, slug.substring(slash + 1), "main", isPrivate);
            SimulatedRepository made = new SimulatedRepository(acts, repo);
            if (!files.isEmpty()) {
                made.push(owner, "main", "Begin", files);
            }
            return made;
        });
    }

    /** A token of a person's. */
    public String token(Account account) {
        return world.locked(() -> world.credentials().personal(account).value());
    }

    /** Takes a token away: it is answered 401 from now on. */
    public void revoke(String token) {
        world.locked(() -> {
            world.credentials().revoke(token);
            return token;
        });
    }

    /**
     * A GitHub App, whose JSON Web Tokens this key verifies.
     *
     * @param permissions such as {@code issues}: {@code write}
     */
    public App addApp(Account owner, String slug, PublicKey key, Map<String, String> permissions) {
        return world.locked(() -> world.credentials().addApp(owner, slug, key, permissions));
    }

    /** Installs an app for repositories of an account. */
    public Installation install(App app, Account account, SimulatedRepository... repositories) {
        return world.locked(() -> world.credentials()
                .install(
                        app,
                        account,
                        Stream.of(repositories).map(SimulatedRepository::id).collect(Collectors.toSet())));
    }

    /** A token of an installation with all that it may do, as its app would be given one. */
    public String token(Installation installation) {
        return world.locked(() -> world.credentials()
                .installed(installation, installation.permissions())
                .value());
    }

    /**
     * Sends what happens in a repository to an address from now on.
     *
     * @param secrets the first signs; where there is none, nothing is signed
     * @param events none stands for all
     */
    public Hook addHook(SimulatedRepository repository, URI url, List<String> secrets, String... events) {
        return world.locked(() -> {
            Set<String> wanted = events.length == 0 ? Set.of("*") : Set.of(events);
            Hook hook = new Hook(world.nextId(), url.toString(), List.copyOf(secrets), wanted, Optional.empty());
            repository.repo().hooks.add(hook);
            return hook;
        });
    }

    /** What webhooks were sent. */
    public Deliveries deliveries() {
        return deliveries;
    }

    /** Waits until all webhooks of what happened so far are sent and answered. */
    public void awaitQuiet(Duration atMost) {
        deliveries.awaitQuiet(atMost);
    }

    /** What was asked of the API so far. */
    public Requests requests() {
        return api.requests();
    }

    /** How much each actor may ask. */
    public Quotas quotas() {
        return api.quotas();
    }

    /** What goes wrong from now on. */
    public void follow(FaultPlan plan) {
        faults.follow(plan);
    }

    /** What went wrong so far. */
    public Faults faults() {
        return faults;
    }

    /** Shows every request and answer to somebody. */
    public void observe(RestApi.Observer observer) {
        api.observe(observer);
    }

    /** All apps that there are. */
    public List<App> apps() {
        return world.locked(() -> world.credentials().apps());
    }

    @Override
    public void close() {
        deliveries.close();
        LifeCycle.stop(server);
        world.close();
    }
}
