package io.colony.testkit.github;

import io.colony.testkit.github.git.SmartHttp;
import io.colony.testkit.github.git.SmartHttp.Service;
import io.colony.testkit.github.rest.RestApi;
import io.colony.testkit.github.world.Actor;
import io.colony.testkit.github.world.Acts;
import io.colony.testkit.github.world.Branches.Move;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights;
import io.colony.testkit.github.world.Rights.Need;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Fetches and pushes, with a token as the password of a basic authentication. */
final class GitDoor {
    private static final Pattern PATH =
            Pattern.compile("/([^/]+)/([^/]+?)(\\.git)?/(info/refs|git-upload-pack|git-receive-pack)");
    private static final String HEADS = "refs/heads/";

    private final Acts acts;

    GitDoor(Acts acts) {
        this.acts = acts;
    }

    boolean serves(String path) {
        return PATH.matcher(path).matches();
    }

    void handle(Request request, Response response, Callback callback) throws IOException {
        Matcher path = PATH.matcher(request.getHttpURI().getPath());
        if (!path.matches()) {
            throw new IllegalArgumentException(request.getHttpURI().getPath());
        }
        boolean advertises = path.group(4).equals("info/refs");
        try {
            Service service =
                    Service.named(advertises ? asked(request) : path.group(4)).orElseThrow(Refusal::notFound);
            Actor actor = actor(request);
            Repo repo = acts.world().locked(() -> allowed(path.group(1), path.group(2), actor, service));
            String kind = advertises ? "-advertisement" : "-result";
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/x-" + service.program() + kind);
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
            try (OutputStream out = Content.Sink.asOutputStream(response)) {
                if (advertises) {
                    SmartHttp.advertise(repo.git, service, protocol(request), out);
                } else {
                    serve(request, repo, actor, service, out);
                }
            }
            callback.succeeded();
        } catch (Refusal refusal) {
            refuse(refusal, response, callback);
        }
    }

    private static String asked(Request request) {
        Fields query = Request.extractQueryParameters(request);
        return Optional.ofNullable(query.getValue("service")).orElse("");
    }

    private static String protocol(Request request) {
        return Optional.ofNullable(request.getHeaders().get("Git-Protocol")).orElse("");
    }

    private Actor actor(Request request) {
        String header = Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .orElseThrow(() -> new Refusal(401, "No anonymous access."));
        String value = header.substring(header.indexOf(' ') + 1);
        String token = header.regionMatches(true, 0, "basic ", 0, 6) ? RestApi.password(value) : value;
        return acts.world().locked(() -> acts.world().credentials().actor(token));
    }

    private Repo allowed(String owner, String name, Actor actor, Service service) {
        Repo repo = acts.world()
                .repository(owner, name)
                .or(() -> acts.world().formerly(owner, name))
                .orElseThrow(Refusal::notFound);
        Need need = service == Service.RECEIVE ? Need.writing(Level.WRITE, "contents") : Need.reading("contents");
        try {
            Rights.check(repo, actor, need);
        } catch (Refusal refusal) {
            throw refusal.status() == 403
                    ? new Refusal(
                            403,
                            "Permission to " + repo.slug() + ".git denied to "
                                    + actor.account().login() + ".")
                    : refusal;
        }
        return repo;
    }

    private void serve(Request request, Repo repo, Actor actor, Service service, OutputStream out) throws IOException {
        boolean packed = "gzip".equals(request.getHeaders().get(HttpHeader.CONTENT_ENCODING));
        InputStream raw = Content.Source.asInputStream(request);
        try (InputStream in = packed ? new GZIPInputStream(raw) : raw) {
            switch (service) {
                case UPLOAD -> SmartHttp.upload(repo.git, protocol(request), in, out);
                case RECEIVE -> SmartHttp.receive(repo.git, new Pushing(repo, actor), in, out);
            }
        }
    }

    private static void refuse(Refusal refusal, Response response, Callback callback) {
        response.setStatus(refusal.status());
        if (refusal.status() == 401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"GitHub\"");
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.write(true, ByteBuffer.wrap(refusal.getMessage().getBytes(StandardCharsets.UTF_8)), callback);
    }

    /** Holds a push to the rules, and tells of it. */
    private final class Pushing implements SmartHttp.Receiver {
        private final Repo repo;
        private final Actor actor;

        Pushing(Repo repo, Actor actor) {
            this.repo = repo;
            this.actor = actor;
        }

        @Override
        public Optional<String> refused(String ref, Optional<String> from, Optional<String> to) {
            return ref.startsWith(HEADS)
                    ? acts.world().locked(() -> acts.branches().refused(repo, actor, move(ref, from, to)))
                    : Optional.empty();
        }

        @Override
        public void moved(String ref, Optional<String> from, Optional<String> to) {
            if (ref.startsWith(HEADS)) {
                acts.world().<Optional<String>>locked(() -> {
                    acts.branches().moved(repo, actor.account(), move(ref, from, to));
                    return Optional.empty();
                });
            }
        }

        private static Move move(String ref, Optional<String> from, Optional<String> to) {
            return new Move(ref.substring(HEADS.length()), from, to);
        }
    }
}
