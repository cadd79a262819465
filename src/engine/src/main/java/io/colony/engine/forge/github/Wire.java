package io.colony.engine.forge.github;

import io.colony.engine.forge.ForgeException;
import io.colony.engine.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The only way out, one for each credential. Answers of 2xx, and those of 4xx that a caller may decide on (404, 405, 409,
 * 410, 422), are given back; everything else is thrown. What only asks, or says what is to be, is repeated where the way
 * failed; what adds something never is. One write follows the other, as GitHub asks. Safe for use by many threads.
 */
final class Wire {
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(200), Duration.ofMillis(800));
    private static final int MOST_REDIRECTS = 3;
    private static final String VERSION = "2022-11-28";

    private final String identity;
    private final ApiUrl api;
    private final Transport transport;
    private final TokenSource tokens;
    private final Governor governor;
    private final EtagCache etags;
    private final Waiter waiter;

    private final ReentrantLock writing = new ReentrantLock(true);

    /** What wires share. */
    record Parts(ApiUrl api, Transport transport, EtagCache etags, Waiter waiter) {}

    Wire(String identity, Parts parts, TokenSource tokens, Governor governor) {
        this.identity = identity;
        this.api = parts.api();
        this.transport = parts.transport();
        this.etags = parts.etags();
        this.waiter = parts.waiter();
        this.tokens = tokens;
        this.governor = governor;
    }

    ApiUrl api() {
        return api;
    }

    TokenSource tokens() {
        return tokens;
    }

    GitHubUsage usage() {
        return governor.usage();
    }

    /** Sends a request; {@link ForgeException} where no caller can decide on what came of it. */
    Answer exchange(Call call) {
        if (!api.owns(call.uri())) {
            throw ForgeException.permanent("GitHub's API at " + api.base() + " leads to another host for "
                    + call.shown() + ". Nothing was sent there.");
        }
        if (call.asks()) {
            return repeated(call);
        }
        writing.lock();
        try {
            if (call.harmless()) {
                return repeated(call);
            }
            governor.admit(call);
            return checked(call, once(call));
        } catch (AnswerTooLong whatItDid) {
            throw unreachable(call, new IOException(whatItDid.getMessage(), whatItDid));
        } catch (IOException failure) {
            throw unreachable(call, failure);
        } finally {
            writing.unlock();
        }
    }

    private Answer repeated(Call call) {
        for (Duration pause : PAUSES) {
            governor.admit(call);
            try {
                Answer answer = once(call);
                if (answer.status() < 500) {
                    return checked(call, answer);
                }
            } catch (AnswerTooLong again) {
                throw again.to(call);
            } catch (IOException onTheWay) {
                if (Thread.currentThread().isInterrupted()) {
                    throw unreachable(call, onTheWay);
                }
            }
            waiter.pause(pause);
        }
        governor.admit(call);
        try {
            return checked(call, once(call));
        } catch (AnswerTooLong again) {
            throw again.to(call);
        } catch (IOException failure) {
            throw unreachable(call, failure);
        }
    }

    private Answer once(Call call) throws IOException {
        Secret token = tokens.current();
        Answer answer = conditional(call, token);
        if (answer.status() == 401 && tokens.renewed(token)) {
            return conditional(call, tokens.current());
        }
        return answer;
    }

    private Answer conditional(Call call, Secret token) throws IOException {
        if (!call.method().equals("GET") || call.ifNoneMatch().isPresent()) {
            return redirected(call, token, call.ifNoneMatch());
        }
        Optional<EtagCache.Kept> kept = etags.find(identity, call.uri());
        Answer answer = redirected(call, token, kept.map(EtagCache.Kept::etag));
        if (answer.status() == 304 && kept.isPresent()) {
            return kept.get().answer();
        }
        etags.put(identity, call.uri(), answer);
        return answer;
    }

    /** Follows what a rename leaves behind, within the same host only. */
    private Answer redirected(Call call, Secret token, Optional<String> etag) throws IOException {
        Call now = call;
        for (int hops = 0; hops <= MOST_REDIRECTS; hops++) {
            Answer answer = sent(now, token, etag);
            Optional<URI> next = next(now, answer);
            if (next.isEmpty()) {
                return answer;
            }
            if (!api.owns(next.get())) {
                throw ForgeException.permanent("GitHub's API answers " + call.shown()
                        + " with a redirect to another host, which is not followed. Check github.api_url.");
            }
            now = now.to(next.get());
        }
        throw ForgeException.permanent("GitHub's API answers " + call.shown() + " with redirects without end.");
    }

    private static Optional<URI> next(Call call, Answer answer) {
        boolean keepsMethod = answer.status() == 307 || answer.status() == 308;
        boolean forReading = call.method().equals("GET") && (answer.status() == 301 || answer.status() == 302);
        if (!keepsMethod && !forReading) {
            return Optional.empty();
        }
        try {
            return answer.header("location").map(to -> call.uri().resolve(to));
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    private Answer sent(Call call, Secret token, Optional<String> etag) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/vnd.github+json");
        headers.put("X-GitHub-Api-Version", VERSION);
        headers.put("User-Agent", "colony");
        headers.put("Authorization", "Bearer " + token.reveal());
        call.body().ifPresent(body -> headers.put("Content-Type", "application/json"));
        etag.ifPresent(tag -> headers.put("If-None-Match", tag));
        try {
            Answer answer = transport.send(call, headers);
            governor.note(answer);
            return answer;
        } catch (IOException failure) {
            governor.noteUnanswered();
            throw failure;
        }
    }

    private Answer checked(Call call, Answer answer) {
        Optional<ForgeException> limited = governor.limit(call, answer);
        if (limited.isPresent()) {
            throw limited.get();
        }
        int status = answer.status();
        if (status == 401) {
            throw ForgeException.permanent("GitHub does not accept the credential of '" + identity + "' (401 to "
                    + call.shown() + "). " + tokens.cure() + ".");
        }
        if (status == 403) {
            throw Refusal.forbidden(identity, call, answer);
        }
        if (status == 408 || status >= 500) {
            throw ForgeException.temporary("GitHub answers " + call.shown() + " with " + status + ": "
                    + Refusal.words(answer) + " It will be tried again; see https://www.githubstatus.com.");
        }
        if (status >= 300 && status < 400 && status != 304) {
            throw ForgeException.permanent("GitHub answers " + call.shown() + " with " + status
                    + " and no address to go on to: the repository was moved. Name it as it is called now.");
        }
        return answer;
    }

    private ForgeException unreachable(Call call, IOException failure) {
        return ForgeException.temporary(
                "GitHub at " + api.base() + " could not be asked (" + call.shown() + "): " + failure.getMessage()
                        + ". It will be tried again; check the network, a proxy and github.api_url.",
                failure);
    }
}
