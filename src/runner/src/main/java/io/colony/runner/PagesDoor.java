package io.colony.runner;

import io.colony.engine.config.ConfigException;
import io.colony.engine.config.CurrentUsers;
import io.colony.engine.config.HttpSettings;
import io.colony.engine.config.UsersFile;
import io.colony.web.access.Access;
import io.colony.web.access.HostPolicy;
import io.colony.web.access.LoopbackAccess;
import io.colony.web.access.UserAccess;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may come in to the pages, by the settings. */
public final class PagesDoor {
    private PagesDoor() {}

    /** Throws where the settings would let in whoever reaches the port, or nobody. */
    public static void check(HttpSettings settings) {
        if (settings.usersFile().isEmpty()) {
            requireNobodyElse(settings);
        } else if (new UsersFile(settings.usersFile().get()).read().isEmpty()) {
            throw new ConfigException(
                    "http.users_file names " + settings.usersFile().get()
                            + ", which holds nobody, so that nobody could see the pages. Make an entry: colony user add LOGIN.");
        }
    }

    private static void requireNobodyElse(HttpSettings settings) {
        String cure =
                " Set http.users_file to a file that is still to be made, and make an entry: colony user add LOGIN.";
        if (!settings.onLoopback()) {
            throw new ConfigException("http.bind is " + settings.bind()
                    + ", which others than this machine reach or which is no address, and everybody could do everything."
                    + cure + " Or leave http.bind at 127.0.0.1.");
        }
        if (settings.behindProxy()) {
            throw new ConfigException(
                    "http.behind_proxy is set, and everybody whom the proxy lets through could do everything." + cure);
        }
    }

    /** What whoever starts the program is to know. */
    public static Optional<String> warning(HttpSettings settings) {
        return settings.onLoopback() || settings.behindProxy()
                ? Optional.empty()
                : Optional.of("passwords and tokens travel unencrypted to " + settings.bind()
                        + ": put a proxy with TLS before it and set http.behind_proxy"
                        + " (docs/security.md, 'Access to the pages')");
    }

    static HostPolicy hosts(HttpSettings settings) {
        Set<String> names = Stream.concat(settings.hosts().stream(), Stream.of(settings.host()))
                .collect(Collectors.toUnmodifiableSet());
        return HostPolicy.of(names);
    }

    /** @param user who runs the program */
    static Access access(HttpSettings settings, String user) {
        return settings.usersFile()
                .<Access>map(file -> new UserAccess(
                        CurrentUsers.of(new UsersFile(file)), InstantSource.system(), new SecureRandom()))
                .orElseGet(() -> new LoopbackAccess(user));
    }
}
