package io.colony.engine.forge.github;

import io.colony.engine.forge.ForgeException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the API is, and which addresses belong to it: a token goes to no other. */
record ApiUrl(URI base) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final String ENTERPRISE = "/api/v3";

    /** Checks an address that somebody wrote. */
    static ApiUrl of(URI given) {
        String text = given.toString();
        String host = given.getHost();
        boolean plain = "http".equals(given.getScheme()) && host != null && LOOPBACK.contains(host);
        if (host == null
                || !("https".equals(given.getScheme()) || plain)
                || given.getRawUserInfo() != null
                || given.getRawQuery() != null
                || given.getRawFragment() != null) {
            throw ForgeException.permanent("The API of GitHub cannot be at '" + shown(given) + "': write"
                    + " https://api.github.com, or https://HOST/api/v3 for GitHub Enterprise Server (github.api_url).");
        }
        return new ApiUrl(URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text));
    }

    private static String shown(URI given) {
        return given.getScheme() + "://" + given.getHost() + given.getRawPath();
    }

    /** An end point, given as an encoded path with its query. */
    URI at(String path) {
        return URI.create(base + path);
    }

    URI graphql() {
        String text = base.toString();
        return URI.create(
                text.endsWith(ENTERPRISE)
                        ? text.substring(0, text.length() - "/v3".length()) + "/graphql"
                        : text + "/graphql");
    }

    /** Whether a request to there may carry our token. */
    boolean owns(URI other) {
        return base.getScheme().equalsIgnoreCase(other.getScheme())
                && base.getHost().equalsIgnoreCase(other.getHost())
                && base.getPort() == other.getPort();
    }

    /** The host that repositories are cloned from. */
    String gitHost() {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        boolean cloud = host.equals("api.github.com") || (host.startsWith("api.") && host.endsWith(".ghe.com"));
        return cloud ? host.substring("api.".length()) : host;
    }

    /** Whether git may be given our token for this address. */
    boolean ownsGit(String url) {
        try {
            URI uri = new URI(url);
            return base.getScheme().equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getHost().equalsIgnoreCase(gitHost())
                    && base.getPort() == uri.getPort()
                    && uri.getRawUserInfo() == null;
        } catch (URISyntaxException strange) {
            return false;
        }
    }

    /** An address that GitHub gave, where it leads to GitHub. */
    String checkedGit(String url) {
        if (!ownsGit(url)) {
            throw ForgeException.permanent("GitHub's API at " + base + " names '" + url.replaceAll("\\p{Cntrl}", "?")
                    + "' as a repository's address, which is not on " + gitHost()
                    + ". Nothing is fetched from there. Check github.api_url.");
        }
        return url;
    }

    /** What git's {@code http.<base>.*} settings are to be limited to. */
    String gitBase() {
        String port = base.getPort() < 0 ? "" : ":" + base.getPort();
        return base.getScheme() + "://" + gitHost() + port + "/";
    }

    /** {@code /repos/owner/name}, checked. */
    static String repository(String slug) {
        if (!slug.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9._-]{1,100}") || slug.matches(".*/\\.{1,2}")) {
            throw ForgeException.permanent("'" + slug.replaceAll("\\p{Cntrl}", "?")
                    + "' is no repository on GitHub: it should read owner/name.");
        }
        return "/repos/" + slug;
    }

    /** One segment of a path. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A branch in a path: its slashes stay. */
    static String branch(String name) {
        return Stream.of(name.split("/", -1)).map(ApiUrl::segment).collect(Collectors.joining("/"));
    }
}
