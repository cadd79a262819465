package io.colony.web.live;

import io.colony.web.exchange.Answer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Pages are made once for all readers of the same moment: whoever asks for one that is being made waits for it. What was
 * made holds half a second, and only until something happens. Failures are handed to those who wait and then forgotten.
 * Safe for use by many threads.
 */
public final class PageCache {
    static final int MOST = 256;
    private static final long HOLDS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier position;
    private final LongSupplier nanos;
    private final Map<String, Made> pages = new LinkedHashMap<>();
    private long forgotten;

    private record Made(CompletableFuture<Answer> answer, long position, long nanos) {}

    /** @param position another number whenever something has happened */
    public PageCache(LongSupplier position) {
        this(position, System::nanoTime);
    }

    PageCache(LongSupplier position, LongSupplier nanos) {
        this.position = position;
        this.nanos = nanos;
    }

    /** The page under a key that says everything that the page depends on besides the store. */
    @SuppressWarnings("ReferenceEquality") // Whether this is the very one that was put in.
    public Answer get(String key, Supplier<Answer> make) {
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> theirs = join(key, mine);
        if (theirs != mine) {
            return await(theirs);
        }
        try {
            Answer answer = make.get();
            mine.complete(answer);
            if (answer.status() != 200) {
                forget(key, mine);
            }
            return answer;
        } catch (RuntimeException | Error failure) {
            forget(key, mine);
            mine.completeExceptionally(failure);
            throw failure;
        }
    }

    /** After a command: whoever sent it is to see what it did. */
    public synchronized void forget() {
        pages.clear();
        forgotten++;
    }

    private static Answer await(CompletableFuture<Answer> theirs) {
        try {
            return theirs.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private synchronized CompletableFuture<Answer> join(String key, CompletableFuture<Answer> mine) {
        long now = nanos.getAsLong();
        // Taken before the page is made: what happens meanwhile makes it old.
        long here = position.getAsLong() + forgotten;
        Made made = pages.get(key);
        if (made != null && made.position() == here && now - made.nanos() < HOLDS) {
            return made.answer();
        }
        pages.remove(key);
        if (pages.size() >= MOST) {
            pages.remove(pages.keySet().iterator().next());
        }
        pages.put(key, new Made(mine, here, now));
        return mine;
    }

    @SuppressWarnings("ReferenceEquality") // A newer one under the same key stays.
    private synchronized void forget(String key, CompletableFuture<Answer> failed) {
        Made made = pages.get(key);
        if (made != null && made.answer() == failed) {
            pages.remove(key);
        }
    }
}
