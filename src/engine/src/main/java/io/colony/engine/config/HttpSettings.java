package io.colony.engine.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Where the pages and the API are served, and to whom.
 *
 * @param bind the address listened on; default {@code 127.0.0.1}, which nobody reaches from another machine. Any other than
 *     loopback needs {@code usersFile}
 * @param port default 8420; 0 takes a free one
 * @param hosts names by which browsers may call this server besides the loopback ones and {@code bind}; without port, an
 *     IPv6 address in brackets; default none
 * @param usersFile who may come in, see {@link UsersFile}; empty: everybody who reaches the port is the user who runs the
 *     program and may do everything
 * @param behindProxy whether a proxy that ends TLS stands before this server: then {@code X-Forwarded-Proto} and the last
 *     address of {@code X-Forwarded-For} are believed, and {@code usersFile} is needed on loopback as well; default no
 */
public record HttpSettings(String bind, int port, Set<String> hosts, Optional<Path> usersFile, boolean behindProxy) {
    public static final HttpSettings DEFAULT = new HttpSettings("127.0.0.1", 8420);

    public HttpSettings {
        hosts = Set.copyOf(hosts);
    }

    /** For everybody who reaches the port. */
    public HttpSettings(String bind, int port) {
        this(bind, port, Set.of(), Optional.empty(), false);
    }

    /** Whether only this machine reaches the address. A name counts by all that it resolves to; one that does not, as none. */
    public boolean onLoopback() {
        try {
            return Arrays.stream(InetAddress.getAllByName(bind)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** The address as it stands in a URL. */
    public String host() {
        return bind.indexOf(':') < 0 ? bind : "[" + bind + "]";
    }
}
