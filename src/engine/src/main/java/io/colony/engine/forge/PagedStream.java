package io.colony.engine.forge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A list that is read as it is gone through, so that one page of it is in memory and no more: strangers decide how long the
 * lists of a code host are, and how long what stands in them. Used by one thread.
 */
public final class PagedStream<T> implements Iterator<T> {
    private final Supplier<Optional<List<T>>> pages;
    private final Deque<T> page = new ArrayDeque<>();
    private boolean ended;

    private PagedStream(Supplier<Optional<List<T>>> pages) {
        this.pages = pages;
    }

    /**
     * The elements of all pages. The first one is read at once, each further one when it is come to; what the supplier
     * throws then, whoever goes through the stream is thrown. Nothing has to be closed.
     *
     * @param pages the next page, which may have no elements; empty where there is none
     */
    public static <T> Stream<T> of(Supplier<Optional<List<T>>> pages) {
        PagedStream<T> elements = new PagedStream<>(pages);
        elements.read();
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(elements, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private void read() {
        Optional<List<T>> next = pages.get();
        ended = next.isEmpty();
        next.ifPresent(page::addAll);
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !ended) {
            read();
        }
        return !page.isEmpty();
    }

    /** Lets go of what it gives. */
    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.removeFirst();
    }
}
