package io.colony.engine.forge.github;

import io.colony.engine.git.RemoteAccess;
import io.colony.engine.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives git a token as configuration in the environment of one call, limited to GitHub's own address. A redirect to
 * another host gets nothing: none is followed.
 *
 * @param tokens the token for a repository
 */
record GitToken(ApiUrl api, Function<String, Secret> tokens) implements RemoteAccess {
    private static final Pattern REPOSITORY =
            Pattern.compile("https?://[^/]+/([A-Za-z0-9][A-Za-z0-9_-]*/[A-Za-z0-9._-]+?)(?:\\.git)?/?");

    @Override
    public Map<String, String> environment(String url) {
        Optional<String> slug = slug(url);
        return slug.isEmpty() ? Map.of() : variables(tokens.apply(slug.get()));
    }

    private Optional<String> slug(String url) {
        Matcher address = REPOSITORY.matcher(url);
        return api.ownsGit(url) && address.matches() ? Optional.of(address.group(1)) : Optional.empty();
    }

    private Map<String, String> variables(Secret token) {
        String basic = Base64.getEncoder()
                .encodeToString(("x-access-token:" + token.reveal()).getBytes(StandardCharsets.UTF_8));
        Map<String, String> all = new LinkedHashMap<>();
        all.put("GIT_CONFIG_COUNT", "2");
        all.put("GIT_CONFIG_KEY_0", "http." + api.gitBase() + ".extraHeader");
        all.put("GIT_CONFIG_VALUE_0", "Authorization: Basic " + basic);
        all.put("GIT_CONFIG_KEY_1", "http." + api.gitBase() + ".followRedirects");
        all.put("GIT_CONFIG_VALUE_1", "false");
        return all;
    }
}
