package io.colony.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.forge.github.GitHubCredentials.App;
import io.colony.engine.forge.github.GitHubCredentials.Login;
import io.colony.engine.forge.github.GitHubCredentials.Token;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One of our accounts. A token has one wire; an App has one for each owner it is installed for, since each installation
 * has a token and a limit of its own.
 */
final class Identity {
    private static final Map<String, String> READING = Map.of("contents", "read", "metadata", "read");

    private final String name;
    private final Login login;
    private final Wire.Parts parts;
    private final InstantSource clock;
    private final int reservePercent;

    /** Speaks for the account itself: the user, or the App beside its installations. */
    private final Wire own;

    private final Map<String, Access> accesses = new ConcurrentHashMap<>();
    private final Map<String, TokenSource> readers = new ConcurrentHashMap<>();
    private volatile Optional<String> account = Optional.empty();

    Identity(String name, Login login, Wire.Parts parts, InstantSource clock, GitHubSettings settings) {
        this.name = name;
        this.login = login;
        this.parts = parts;
        this.clock = clock;
        this.reservePercent = settings.reservePercent();
        this.own = switch (login) {
            case Token token -> wire(name, TokenSource.fixed(token.token()));
            case App app -> wire(name + " (App)", new AppToken(app.id(), PrivateKeys.rsa(app.key()), clock));
        };
    }

    /** A wire with what speaks over it, for each lane. */
    record Access(Wire wire, Api read, Api act, Hub readHub, Hub actHub) {
        static Access over(Wire wire) {
            return new Access(
                    wire,
                    new Api(wire, Lane.READ),
                    new Api(wire, Lane.ACT),
                    new Hub(wire, Lane.READ),
                    new Hub(wire, Lane.ACT));
        }
    }

    private Wire wire(String shown, TokenSource tokens) {
        return new Wire(shown, parts, tokens, new Governor(shown, clock, reservePercent));
    }

    /** How to reach a repository. */
    Access access(String slug) {
        return accesses.computeIfAbsent(
                owner(slug),
                owner -> Access.over(
                        switch (login) {
                            case Token token -> own;
                            case App app -> wire(name + " (" + owner + ")", installation(app, slug, Map.of()));
                        }));
    }

    /** A token for git that can read the repository, and no more than that where GitHub gives such. */
    TokenSource reader(String slug) {
        return switch (login) {
            case Token token -> access(slug).wire().tokens();
            case App app -> readers.computeIfAbsent(owner(slug), owner -> installation(app, slug, READING));
        };
    }

    private InstallationToken installation(App app, String slug, Map<String, String> permissions) {
        return new InstallationToken(new Api(own, Lane.ACT), slug, app.installation(), permissions, clock);
    }

    private String owner(String slug) {
        return switch (login) {
            case Token token -> "";
            case App app -> slug.replaceAll("/.*", "").toLowerCase(Locale.ROOT);
        };
    }

    /** The login that GitHub shows for us, asked once. */
    String account() {
        Optional<String> known = account;
        if (known.isPresent()) {
            return known.get();
        }
        Api api = new Api(own, Lane.ACT);
        String found = switch (login) {
            case Token token -> Json.login(api.get("/user"));
            case App app -> {
                JsonNode self = api.get("/app");
                yield Json.text(self, "slug") + "[bot]";
            }
        };
        account = Optional.of(found);
        return found;
    }

    /** What an App is called in lists of those who may bypass a rule. */
    Optional<String> appSlug() {
        return switch (login) {
            case Token token -> Optional.empty();
            case App app -> Optional.of(account().replace("[bot]", ""));
        };
    }

    List<GitHubUsage> usage() {
        List<GitHubUsage> all = new ArrayList<>();
        all.add(own.usage());
        accesses.values().stream()
                .map(Access::wire)
                .filter(wire -> wire != own)
                .map(Wire::usage)
                .forEach(all::add);
        return all;
    }
}
