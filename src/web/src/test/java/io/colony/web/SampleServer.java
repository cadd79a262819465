package io.colony.web;

import io.colony.engine.config.EffectiveConfiguration;
import io.colony.engine.database.Database;
import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.ledger.Usd;
import io.colony.engine.status.ReadModels;
import io.colony.testkit.SampleDoors;
import io.colony.testkit.SampleStore;
import io.colony.testkit.SettableClock;
import io.colony.testkit.TestDatabase;
import io.colony.web.access.Access;
import io.colony.web.access.FormTokens;
import io.colony.web.access.HostPolicy;
import io.colony.web.act.Commands;
import io.colony.web.exchange.Reading;
import io.colony.web.layout.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The servlet on the sample store, in a real server. {@code main} keeps it up, for looking at the pages. */
public final class SampleServer {
    private final TestDatabase database = TestDatabase.create();
    private final Server server;
    private final String mount;

    private SampleServer(String mount, int port) throws Exception {
        this(mount, port, true, store -> Optional.empty());
    }

    private SampleServer(String mount, int port, boolean async, Function<Database, Optional<WebhookEntrance>> webhooks)
            throws Exception {
        this(mount, port, async, webhooks, Access.everybodyIs("ada"));
    }

    private SampleServer(
            String mount,
            int port,
            boolean async,
            Function<Database, Optional<WebhookEntrance>> webhooks,
            Access access)
            throws Exception {
        this(mount, port, async, webhooks, access, SampleServer::commands);
    }

    private SampleServer(
            String mount,
            int port,
            boolean async,
            Function<Database, Optional<WebhookEntrance>> webhooks,
            Access access,
            Function<Database, Commands> commands)
            throws Exception {
        this.mount = mount;
        InstantSource clock = new SettableClock(SampleStore.NOW);
        server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath(mount.isEmpty() ? "/" : mount);
        ServletHolder holder = new ServletHolder(new ColonyServlet(new Site(
                reading(database.database(), clock),
                HostPolicy.loopback(),
                access,
                new FormTokens(new SecureRandom()),
                commands.apply(database.database()),
                webhooks.apply(database.database()),
                Surroundings.alone())));
        holder.setAsyncSupported(async);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        server.start();
    }

    private static Commands commands(Database database) {
        SampleDoors doors = SampleDoors.of(database, directory());
        return Commands.of(new Commands.Doors(
                doors.actions(),
                doors.possible(),
                doors.budgets(),
                doors.breakers(),
                doors.letters(),
                doors.dispatch(),
                key -> Optional.of(new Usd(BigDecimal.valueOf(5)))));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("sample-forge");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Reading reading(Database database, InstantSource clock) {
        return new Reading(
                ReadModels.postgres(database, clock),
                new EffectiveConfiguration(List.of(
                        new EffectiveConfiguration.Entry("http.port", "8420", "default"),
                        new EffectiveConfiguration.Entry("workers.count", "4", "colony.yaml:12"))));
    }

    /** With an empty store. */
    public static SampleServer empty(String mount) throws Exception {
        return new SampleServer(mount, 0);
    }

    /** With an empty store and a door for webhooks. */
    public static SampleServer withWebhooks(Function<Database, WebhookEntrance> webhooks) throws Exception {
        return new SampleServer("", 0, true, store -> Optional.of(webhooks.apply(store)));
    }

    /** With the sample store, for whom this lets in. */
    public static SampleServer filledFor(Access access) throws Exception {
        SampleServer sample = new SampleServer("", 0, true, store -> Optional.empty(), access);
        SampleStore.fill(sample.database);
        return sample;
    }

    /** With the sample store and its troubles, for whom this lets in. */
    public static SampleServer troubledFor(Access access) throws Exception {
        SampleServer sample = filledFor(access);
        SampleStore.addTroubles(sample.database);
        return sample;
    }

    /** The same, below a path and for everybody. */
    public static SampleServer troubled(String mount) throws Exception {
        SampleServer sample = filled(mount);
        SampleStore.addTroubles(sample.database);
        return sample;
    }

    /** The same, where nobody can have anything done. */
    public static SampleServer troubledAndOnlyShown() throws Exception {
        SampleServer sample = new SampleServer(
                "", 0, true, store -> Optional.empty(), Access.everybodyIs("ada"), store -> Commands.none());
        SampleStore.fill(sample.database);
        SampleStore.addTroubles(sample.database);
        return sample;
    }

    public static SampleServer filled(String mount) throws Exception {
        SampleServer sample = new SampleServer(mount, 0);
        SampleStore.fill(sample.database);
        return sample;
    }

    /** With an empty store, in a container that holds no request open. */
    public static SampleServer withoutAsync(String mount) throws Exception {
        return new SampleServer(mount, 0, false, store -> Optional.empty());
    }

    public TestDatabase database() {
        return database;
    }

    public int port() {
        return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + port() + mount + path);
    }

    public void stop() throws Exception {
        server.stop();
    }

    public void close() throws Exception {
        server.stop();
        database.close();
    }

    /** Serves the sample at the given port until the program is ended. */
    public static void main(String[] arguments) throws Exception {
        SampleServer sample = new SampleServer("", Integer.parseInt(arguments[0]));
        SampleStore.fill(sample.database);
        SampleStore.addTroubles(sample.database);
        SampleServer empty = new SampleServer("", Integer.parseInt(arguments[0]) + 1);
        new CountDownLatch(1).await();
        empty.close();
    }
}
