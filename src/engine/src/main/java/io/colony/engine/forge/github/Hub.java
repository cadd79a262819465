package io.colony.engine.forge.github;

import io.colony.engine.forge.ForgeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kohsuke.github.GHException;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.HttpException;
import org.kohsuke.github.authorization.AuthorizationProvider;
import org.kohsuke.github.connector.GitHubConnector;
import org.kohsuke.github.connector.GitHubConnectorRequest;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/**
 * The client library on a wire of ours. It neither holds a credential nor waits for limits nor repeats anything: that is
 * the wire's.
 */
final class Hub {
    private final GitHub github;
    /** Only what methods of the library hang on; what a repository is like is asked anew. */
    private final Map<String, GHRepository> handles = new ConcurrentHashMap<>();

    Hub(Wire wire, Lane lane) {
        try {
            this.github = new GitHubBuilder()
                    .withEndpoint(wire.api().base().toString())
                    .withConnector(new Connector(wire, lane))
                    .withAuthorizationProvider(AuthorizationProvider.ANONYMOUS)
                    .withRateLimitHandler(GitHubRateLimitHandler.FAIL)
                    .withAbuseLimitHandler(GitHubAbuseLimitHandler.FAIL)
                    .build();
        } catch (IOException failure) {
            throw ForgeException.permanent(
                    "The client for GitHub at " + wire.api().base() + " cannot be made: " + failure.getMessage()
                            + ". Check github.api_url.",
                    failure);
        }
    }

    /** What the library does, which says what went wrong by exceptions of its own. */
    @FunctionalInterface
    interface Act<T> {
        T run() throws IOException;
    }

    /** The repository as it is now. */
    GHRepository repository(String slug) {
        ApiUrl.repository(slug);
        GHRepository now = run("read the repository " + slug, () -> github.getRepository(slug));
        handles.put(slug, now);
        return now;
    }

    /** What to hang further questions about a repository on. */
    GHRepository handle(String slug) {
        GHRepository known = handles.get(slug);
        return known != null ? known : repository(slug);
    }

    /** Runs it; what GitHub refuses becomes a {@link ForgeException}. */
    static <T> T run(String what, Act<T> act) {
        try {
            return act.run();
        } catch (IOException failure) {
            throw refused(what, failure);
        } catch (GHException wrapped) {
            throw wrapped.getCause() instanceof IOException failure
                    ? refused(what, failure)
                    : ForgeException.permanent(
                            "GitHub's answer cannot be understood (" + what + "): "
                                    + Refusal.printable(String.valueOf(wrapped.getMessage())),
                            wrapped);
        }
    }

    /** The status of an answer that the library turned into an exception. */
    static int status(IOException failure) {
        return switch (failure) {
            case HttpException http -> http.getResponseCode();
            case GHFileNotFoundException missing -> 404;
            default -> -1;
        };
    }

    static ForgeException refused(String what, IOException failure) {
        String said = "GitHub refuses to " + what + ": " + Refusal.words(String.valueOf(failure.getMessage()));
        return switch (status(failure)) {
            case 404 ->
                ForgeException.permanent(
                        said
                                + ". There is no such thing, or the credential may not see it: check the name, and that the"
                                + " token or App has access to this repository.",
                        failure);
            case 409, -1 -> ForgeException.temporary(said + " It will be tried again.", failure);
            default -> ForgeException.permanent(said, failure);
        };
    }

    private record Connector(Wire wire, Lane lane) implements GitHubConnector {
        @Override
        public GitHubConnectorResponse send(GitHubConnectorRequest request) throws IOException {
            URI uri = URI.create(request.url().toString());
            Answer answer = wire.exchange(
                    request.method().equals("GET")
                            ? Call.get(uri, lane)
                            : Call.write(request.method(), uri, body(request)));
            return new Response(request, answer);
        }

        private static Optional<String> body(GitHubConnectorRequest request) throws IOException {
            InputStream body = request.body();
            return body == null
                    ? Optional.empty()
                    : Optional.of(new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static final class Response extends GitHubConnectorResponse.ByteArrayResponse {
        private final Answer answer;

        Response(GitHubConnectorRequest request, Answer answer) {
            super(request, answer.status(), answer.headers());
            this.answer = answer;
        }

        @Override
        protected InputStream rawBodyStream() {
            return new ByteArrayInputStream(answer.body().getBytes(StandardCharsets.UTF_8));
        }
    }
}
