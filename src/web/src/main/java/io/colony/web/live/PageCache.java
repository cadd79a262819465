package io.colony.web.live;

import io.colony.web.exchange.Answer;
import java.util.Iterator;
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
 * What is kept is limited in number and bytes, since any address with any parameter is a page of its own.
 * Safe for use by many threads.
 */
public final class PageCache {
    static final int MOST = 256;

    /** Of all pages together; a page that is longer than the second is made anew for each reader. */
    static final int MOST_BYTES = 16 << 20;

    static final int LONGEST = 512 << 10;
    private static final long HOLDS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier position;
    private final LongSupplier nanos;
    /** Oldest first. */
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
            if (answer.status() != 200 || answer.body().length > LONGEST) {
                forget(key, mine);
            }
            shrink();
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
        pages.values()
                .removeIf(old -> now - old.nanos() >= HOLDS && old.answer().isDone());
        if (pages.size() >= MOST) {
            pages.remove(pages.keySet().iterator().next());
        }
        pages.put(key, new Made(mine, here, now));
        return mine;
    }

    private synchronized void shrink() {
        long bytes = pages.values().stream().mapToLong(PageCache::bytes).sum();
        for (Iterator<Made> oldest = pages.values().iterator(); bytes > MOST_BYTES && oldest.hasNext(); ) {
            bytes -= bytes(oldest.next());
            oldest.remove();
        }
    }

    /** Of one that is being made nothing is known yet. */
    private static int bytes(Made made) {
        return made.answer().isDone() && !made.answer().isCompletedExceptionally()
                ? made.answer().join().body().length
                : 0;
    }

    synchronized int kept() {
        return pages.size();
    }

    @SuppressWarnings("ReferenceEquality") // A newer one under the same key stays.
    private synchronized void forget(String key, CompletableFuture<Answer> failed) {
        Made made = pages.get(key);
        if (made != null && made.answer() == failed) {
            pages.remove(key);
        }
    }
}
