package io.colony.web.access;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which names a request may call this server by. Without this, a page of somebody else could have its own name resolve to
 * 127.0.0.1 and read everything here through the user's browser (DNS rebinding). Immutable.
 */
public final class HostPolicy {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Optional<Set<String>> allowed;

    private HostPolicy(Optional<Set<String>> allowed) {
        this.allowed = allowed;
    }

    /** {@code localhost}, {@code 127.0.0.1} and {@code [::1]}, at any port: for a server bound to loopback. */
    public static HostPolicy loopback() {
        return new HostPolicy(Optional.of(LOOPBACK));
    }

    /**
     * The loopback names and some more.
     *
     * @param names host names or addresses without port; an IPv6 address in brackets
     */
    public static HostPolicy of(Set<String> names) {
        return new HostPolicy(Optional.of(Stream.concat(LOOPBACK.stream(), names.stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet())));
    }

    /** Any name: for a container that checks on its own, such as Jenkins. */
    public static HostPolicy any() {
        return new HostPolicy(Optional.empty());
    }

    /** Whether a request with this {@code Host} header may be answered. */
    public boolean allows(@Nullable String header) {
        return allowed.map(names -> header != null && names.contains(name(header)))
                .orElse(true);
    }

    private static String name(String header) {
        String host = header.strip().toLowerCase(Locale.ROOT);
        if (host.startsWith("[")) {
            return host.substring(0, host.indexOf(']') + 1);
        }
        int colon = host.indexOf(':');
        return colon < 0 ? host : host.substring(0, colon);
    }
}
