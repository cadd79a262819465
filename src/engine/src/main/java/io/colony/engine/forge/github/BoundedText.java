package io.colony.engine.forge.github;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** An answer's text up to a length; one that is longer ends the connection, so that no host fills our memory. */
final class BoundedText implements BodySubscriber<String> {
    private final BodySubscriber<String> text = BodySubscribers.ofString(StandardCharsets.UTF_8);
    private final NoSubscription none = new NoSubscription();
    private final long mostBytes;

    // The publisher calls one method after the other.
    private Flow.Subscription subscription = none;
    private long bytes;

    BoundedText(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        text.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        bytes += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (bytes <= mostBytes) {
            text.onNext(buffers);
        } else if (subscription != none) {
            subscription.cancel();
            subscription = none;
            text.onError(new AnswerTooLong(mostBytes));
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.onError(failure);
    }

    @Override
    public void onComplete() {
        if (bytes <= mostBytes) {
            text.onComplete();
        }
    }

    private static final class NoSubscription implements Flow.Subscription {
        @Override
        public void request(long count) {
            // Nothing comes any more.
        }

        @Override
        public void cancel() {
            // It is.
        }
    }
}
