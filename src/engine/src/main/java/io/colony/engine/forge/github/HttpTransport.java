package io.colony.engine.forge.github;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** HTTP by the JDK's client. It follows no redirect: the wire does, and looks where to. */
final class HttpTransport implements Transport {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration HEADERS = Duration.ofSeconds(30);
    /** An answer that drips in is no answer. */
    private static final Duration WHOLE = Duration.ofSeconds(60);

    /**
     * Twenty-five issues of the longest kind, with every character escaped, are ten million. It is in memory three times
     * over while it is read, and several threads read.
     */
    static final long MOST_BYTES = 12L << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @Override
    public Answer send(Call call, Map<String, String> headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .timeout(HEADERS)
                .method(
                        call.method(),
                        call.body()
                                .map(text -> BodyPublishers.ofString(text, StandardCharsets.UTF_8))
                                .orElseGet(BodyPublishers::noBody));
        headers.forEach(request::header);
        HttpResponse<String> answer = await(client.sendAsync(request.build(), response -> new BoundedText(MOST_BYTES)));
        return Answer.of(answer.statusCode(), answer.headers().map(), answer.body());
    }

    private static HttpResponse<String> await(CompletableFuture<HttpResponse<String>> answer) throws IOException {
        try {
            return answer.get(WHOLE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new IOException("the answer did not end within " + WHOLE.toSeconds() + " s", late);
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            InterruptedIOException failure = new InterruptedIOException("interrupted while waiting for the answer");
            failure.initCause(interrupted);
            throw failure;
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause();
            for (Throwable deeper = cause; deeper != null; deeper = deeper.getCause()) {
                if (deeper instanceof AnswerTooLong tooLong) {
                    throw tooLong;
                }
            }
            throw new IOException(cause == null ? failure.toString() : cause.toString(), failure);
        }
    }
}
