package io.colony.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;

/** The token of a GitHub App's installation, renewed some minutes before it ends and when it is refused. */
final class InstallationToken implements TokenSource {
    private static final Duration BEFORE_ITS_END = Duration.ofMinutes(5);

    private final Api app;
    private final String slug;
    private final Map<String, String> permissions;
    private final InstantSource clock;

    private OptionalLong installation;
    private Secret token = Secret.empty();
    private Instant ends = Instant.EPOCH;

    /**
     * How to get it.
     *
     * @param app speaks for the App itself
     * @param slug a repository of the owner whose installation it is
     * @param installation where it is known
     * @param permissions what the token is to be limited to; empty for all that the App has
     */
    InstallationToken(
            Api app, String slug, OptionalLong installation, Map<String, String> permissions, InstantSource clock) {
        this.app = app;
        this.slug = slug;
        this.installation = installation;
        this.permissions = permissions;
        this.clock = clock;
    }

    @Override
    public synchronized Secret current() {
        if (!clock.instant().isBefore(ends.minus(BEFORE_ITS_END))) {
            fetch();
        }
        return token;
    }

    @Override
    public synchronized boolean renewed(Secret refused) {
        if (token.equals(refused)) {
            fetch();
        }
        return !token.equals(refused);
    }

    @Override
    public String cure() {
        return "The App's installation for " + slug.replaceAll("/.*", "")
                + " is suspended or was removed: look at the organisation's or account's installed GitHub Apps";
    }

    private void fetch() {
        ObjectNode body = Json.object();
        if (!permissions.isEmpty()) {
            ObjectNode wanted = body.putObject("permissions");
            permissions.forEach(wanted::put);
        }
        JsonNode answer = app.write("POST", "/app/installations/" + installationId() + "/access_tokens", body);
        String value = Json.text(answer, "token");
        if (value.isEmpty()) {
            throw ForgeException.temporary(
                    "GitHub gave no token for the App's installation of " + slug + ". It will be tried again.");
        }
        token = Secret.of(value);
        ends = Json.time(answer, "expires_at").orElse(clock.instant());
    }

    private long installationId() {
        if (installation.isEmpty()) {
            JsonNode found = app.find(ApiUrl.repository(slug) + "/installation")
                    .orElseThrow(() -> ForgeException.permanent("The GitHub App is not installed for " + slug
                            + ", or there is no such repository. Install it there (the App's page, 'Install App'), and"
                            + " select this repository."));
            installation = OptionalLong.of(found.path("id").asLong());
        }
        return installation.getAsLong();
    }
}
