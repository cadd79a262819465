package io.colony.runner;

import io.colony.engine.config.HttpSettings;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves the pages with Jetty. */
public final class PagesServer implements AutoCloseable {
    private static final int MOST_THREADS = 24;

    /** A connection on which nothing moves for so long is closed. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final int MOST_CONNECTIONS = 500;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int FORM_BYTES = 64 * 1024;
    private static final int FORM_KEYS = 100;

    /** In bytes a second: a body that comes slower holds a thread for nothing. */
    private static final long SLOWEST = 200;

    private final Server server;
    private final HttpSettings settings;

    private PagesServer(Server server, HttpSettings settings) {
        this.server = server;
        this.settings = settings;
    }

    /** Throws where the settings let in whom they should not or the port is taken, before anything is made. */
    public static void checkPort(HttpSettings settings) {
        PagesDoor.check(settings);
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(settings.bind()), settings.port()));
        } catch (IOException taken) {
            throw cannotListen(settings, taken);
        }
    }

    /** Listens, and serves the servlet at {@code /}. */
    public static PagesServer start(HttpSettings settings, Servlet pages) {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
        threads.setName("http");
        Server server = new Server(threads);
        ServerConnector connector =
                new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration(settings)));
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setHost(settings.bind());
        connector.setPort(settings.port());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        ServletContextHandler context = new ServletContextHandler();
        context.setContextPath("/");
        context.setMaxFormContentSize(FORM_BYTES);
        context.setMaxFormKeys(FORM_KEYS);
        ServletHolder holder = new ServletHolder(pages);
        holder.setAsyncSupported(true);
        holder.setInitOrder(0);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        try {
            connector.open();
        } catch (IOException taken) {
            throw cannotListen(settings, taken);
        }
        LifeCycle.start(server);
        return new PagesServer(server, settings);
    }

    private static HttpConfiguration configuration(HttpSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setMinRequestDataRate(SLOWEST);
        if (settings.behindProxy()) {
            http.addCustomizer(new ProxyHeaders());
        }
        return http;
    }

    /** Where the pages are. */
    public URI address() {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        return URI.create("http://" + settings.host() + ":" + port);
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    private static RunnerException cannotListen(HttpSettings settings, IOException failure) {
        return new RunnerException(
                ExitCode.UNAVAILABLE,
                "Nothing can listen on " + settings.bind() + " port " + settings.port() + " (" + failure.getMessage()
                        + "). End the program that has the port, or take another: --port 8421 (http.port).",
                failure);
    }
}
