package io.colony.testkit.github;

import io.colony.testkit.github.fault.FaultPlan.Kind;
import io.colony.testkit.github.fault.Faults;
import io.colony.testkit.github.rest.Answer;
import io.colony.testkit.github.rest.Asked;
import io.colony.testkit.github.rest.HttpDate;
import io.colony.testkit.github.rest.RestApi;
import io.colony.testkit.github.world.Refusal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets requests in: to the API or to git, with the faults that are planned. */
final class Door extends Handler.Abstract {
    static final String API = "/api/v3";

    private final RestApi api;
    private final GitDoor git;
    private final Faults faults;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);

    Door(RestApi api, GitDoor git, Faults faults, InstantSource clock) {
        this.api = api;
        this.git = git;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    protected void doStop() {
        closing.countDown();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        String path = request.getHttpURI().getPath();
        if (git.serves(path)) {
            if (faults.strikes(Kind.GIT_UNAVAILABLE)) {
                Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            } else {
                git.handle(request, response, callback);
            }
            return true;
        }
        answer(asked(request, path), request, response, callback);
        return true;
    }

    private static Asked asked(Request request, String path) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (HttpField field : request.getHeaders()) {
            headers.merge(field.getLowerCaseName(), field.getValue(), (one, other) -> one + ", " + other);
        }
        String below = path.replaceFirst("^" + API + "(?=/|$)|^/api(?=/graphql$)", "");
        String whole = below.length() > 1 && below.endsWith("/") ? below.substring(0, below.length() - 1) : below;
        String query = request.getHttpURI().getQuery();
        return new Asked(
                request.getMethod().toUpperCase(Locale.ROOT),
                whole.isEmpty() ? "/" : whole,
                query == null ? "" : query,
                headers,
                Content.Source.asString(request, StandardCharsets.UTF_8));
    }

    private void answer(Asked asked, Request request, Response response, Callback callback) {
        if (faults.strikes(Kind.LOST_REQUEST)) {
            drop(request, callback);
            return;
        }
        Answer answer = faulty(asked);
        if (faults.strikes(Kind.LOST_ANSWER)) {
            drop(request, callback);
            return;
        }
        if (faults.strikes(Kind.SLOW)) {
            pause();
        }
        write(asked, answer, response, callback);
    }

    private Answer faulty(Asked asked) {
        if (faults.strikes(Kind.INTERNAL_ERROR)) {
            return Answer.refused(new Refusal(500, "Internal Server Error"));
        }
        if (faults.strikes(Kind.UNAVAILABLE)) {
            return Answer.refused(new Refusal(503, "Service Unavailable"));
        }
        if (faults.strikes(Kind.SECONDARY_LIMIT)) {
            return limited(403);
        }
        if (faults.strikes(Kind.TOO_MANY_REQUESTS)) {
            return limited(429);
        }
        if (asked.path().endsWith("/merge") && asked.method().equals("PUT") && faults.strikes(Kind.MERGE_CONFLICT)) {
            return Answer.refused(new Refusal(409, "Base branch was modified. Review and try the merge again."));
        }
        int behind =
                asked.reads() && faults.strikes(Kind.STALE_READ) ? faults.plan().behind() : 0;
        Answer answer = api.answer(asked, behind);
        return faults.strikes(Kind.BAD_GATEWAY) ? Answer.refused(new Refusal(502, "Server Error")) : answer;
    }

    private static Answer limited(int status) {
        String message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
        return Answer.refused(new Refusal(status, message)).with("Retry-After", "60");
    }

    private void pause() {
        try {
            boolean closed = closing.await(faults.plan().delay().toMillis(), TimeUnit.MILLISECONDS);
            if (closed) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drop(Request request, Callback callback) {
        request.getConnectionMetaData().getConnection().getEndPoint().close();
        callback.failed(new IOException("closed on purpose"));
    }

    private void write(Asked asked, Answer answer, Response response, Callback callback) {
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.DATE, HttpDate.of(clock.instant()));
        response.getHeaders().put("X-GitHub-Media-Type", "github.v3; format=json");
        response.getHeaders().put("X-GitHub-Request-Id", "0000:0000:0000:0000");
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        if (answer.body().isMissingNode() || asked.method().equals("HEAD")) {
            callback.succeeded();
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
        byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
