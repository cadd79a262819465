package io.colony.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.PagedStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One way through a list, a page at a time. Where what people wrote makes a page longer than an answer may be, the rest is
 * asked for in smaller ones. Used by one thread.
 */
final class Pages implements Supplier<Optional<List<JsonNode>>> {
    /** Elements of a page: each size but the last goes into the one before it. */
    private static final List<Integer> SIZES = List.of(100, 25, 5, 1);

    private static final int MOST_PAGES = 1_000;

    private final Api api;
    private final String path;
    private final String field;

    private int size;
    private int elements;
    private int read;
    private Optional<URI> next;

    /** @param field where the array stands; empty where the answer is the array */
    Pages(Api api, String path, String field) {
        this.api = api;
        this.path = path;
        this.field = field;
        this.next = Optional.of(from(1));
    }

    /** Empty where there is no such thing, as on hosts that lack a feature. Goes through it once. */
    Optional<Stream<JsonNode>> stream() {
        Stream<JsonNode> all = PagedStream.of(this);
        return read == 0 ? Optional.empty() : Optional.of(all);
    }

    @Override
    public Optional<List<JsonNode>> get() {
        if (next.isEmpty() || read == MOST_PAGES) {
            return Optional.empty();
        }
        Optional<Api.Page> found = page(next.get());
        if (found.isEmpty() && read > 0) {
            throw api.missing(path);
        }
        return found.map(this::taken);
    }

    private Optional<Api.Page> page(URI uri) {
        try {
            return api.page(uri);
        } catch (ForgeException failure) {
            if (!AnswerTooLong.isBehind(failure) || size == SIZES.size() - 1) {
                throw failure;
            }
            size++;
            return page(from(1 + elements / SIZES.get(size)));
        }
    }

    private List<JsonNode> taken(Api.Page page) {
        read++;
        JsonNode array = field.isEmpty() ? page.body() : page.body().path(field);
        List<JsonNode> all = new ArrayList<>(array.size());
        array.forEach(all::add);
        elements += all.size();
        boolean maybeMore = page.kept() && all.size() == SIZES.get(size);
        next = page.next().or(() -> maybeMore ? Optional.of(from(1 + elements / SIZES.get(size))) : Optional.empty());
        return all;
    }

    private URI from(int page) {
        String begin = path + (path.contains("?") ? "&" : "?") + "per_page=" + SIZES.get(size);
        return api.at(page == 1 ? begin : begin + "&page=" + page);
    }
}
