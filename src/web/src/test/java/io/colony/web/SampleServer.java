package io.colony.web;

import io.colony.engine.database.Database;
import io.colony.engine.intake.webhook.WebhookEntrance;
import io.colony.engine.status.ChangeFeed;
import io.colony.engine.status.StatusQueries;
import io.colony.testkit.SampleStore;
import io.colony.testkit.SettableClock;
import io.colony.testkit.TestDatabase;
import io.colony.web.access.Access;
import io.colony.web.access.FormTokens;
import io.colony.web.access.HostPolicy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
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
        this.mount = mount;
        StatusQueries status = StatusQueries.postgres(database.database(), new SettableClock(SampleStore.NOW));
        server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath(mount.isEmpty() ? "/" : mount);
        ServletHolder holder = new ServletHolder(new ColonyServlet(new Site(
                new Reading(status, ChangeFeed.postgres(database.database())),
                HostPolicy.loopback(),
                Access.everybodyIs("ada"),
                new FormTokens(new SecureRandom()),
                webhooks.apply(database.database()))));
        holder.setAsyncSupported(async);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        server.start();
    }

    /** With an empty store. */
    public static SampleServer empty(String mount) throws Exception {
        return new SampleServer(mount, 0);
    }

    /** With an empty store and a door for webhooks. */
    public static SampleServer withWebhooks(Function<Database, WebhookEntrance> webhooks) throws Exception {
        return new SampleServer("", 0, true, store -> Optional.of(webhooks.apply(store)));
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
        SampleServer empty = new SampleServer("", Integer.parseInt(arguments[0]) + 1);
        new CountDownLatch(1).await();
        empty.close();
    }
}
