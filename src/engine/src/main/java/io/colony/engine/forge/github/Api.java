package io.colony.engine.forge.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.forge.ForgeException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Plain JSON over a wire. Paths are encoded already and begin with a slash. */
final class Api {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>;\\s*rel=\"next\"");
    private static final Pattern LAST = Pattern.compile("<([^>]+)>;\\s*rel=\"last\"");

    /** Pages that come to be behind the last one while it is asked for. */
    private static final int MOST_ADDED = 10;

    private final Wire wire;
    private final Lane lane;

    Api(Wire wire, Lane lane) {
        this.wire = wire;
        this.lane = lane;
    }

    JsonNode get(String path) {
        Call call = Call.get(wire.api().at(path), lane);
        return body(call, accepted(call, wire.exchange(call)));
    }

    /** Empty where there is no such thing. */
    Optional<JsonNode> find(String path) {
        Call call = Call.get(wire.api().at(path), lane);
        Answer answer = wire.exchange(call);
        return isMissing(answer) ? Optional.empty() : Optional.of(body(call, accepted(call, answer)));
    }

    private static boolean isMissing(Answer answer) {
        boolean emptyRepository = answer.status() == 409 && answer.body().contains("Repository is empty");
        return answer.status() == 404 || answer.status() == 410 || emptyRepository;
    }

    /** Asks, and leaves a refusal to the caller. */
    Answer look(String path) {
        return wire.exchange(Call.get(wire.api().at(path), lane));
    }

    /** What an answer to {@link #look} holds; throws where it is a refusal after all. */
    JsonNode read(String path, Answer answer) {
        Call call = Call.get(wire.api().at(path), lane);
        return body(call, accepted(call, answer));
    }

    /** An array, page by page. */
    Stream<JsonNode> list(String path) {
        return list(path, "");
    }

    /** An array, page by page, which stands in the field where one is named. */
    Stream<JsonNode> list(String path, String field) {
        return new Pages(this, path, field).stream().orElseThrow(() -> missing(path));
    }

    /** {@link #list(String)}; empty where there is no such thing, as on hosts that lack a feature. */
    Optional<Stream<JsonNode>> listIfThere(String path) {
        return new Pages(this, path, "").stream();
    }

    /**
     * The last element of an array, without those before it where GitHub says which page it stands on. Asked anew each time:
     * to an ETag the first page stays the same when the last one is another.
     */
    Optional<JsonNode> last(String path) {
        Page page = fresh(at(path + (path.contains("?") ? "&" : "?") + "per_page=1"))
                .orElseThrow(() -> missing(path));
        if (page.next().isPresent() && page.last().isEmpty()) {
            return list(path).reduce((earlier, later) -> later);
        }
        Optional<URI> further = page.last();
        for (int asked = 0; further.isPresent() && asked < MOST_ADDED; asked++) {
            page = fresh(further.get()).orElseThrow(() -> missing(path));
            further = page.next();
        }
        return Optional.ofNullable(page.body().get(page.body().size() - 1));
    }

    /**
     * A page of a list.
     *
     * @param last where the last one is, on every page but that
     * @param kept whether GitHub said that its body still holds, and nothing of the other pages
     */
    record Page(JsonNode body, Optional<URI> next, Optional<URI> last, boolean kept) {}

    /** Empty where there is no such thing. */
    Optional<Page> page(URI uri) {
        return page(Call.get(uri, lane));
    }

    private Optional<Page> fresh(URI uri) {
        return page(Call.fresh(uri, lane));
    }

    private Optional<Page> page(Call call) {
        Answer answer = wire.exchange(call);
        return isMissing(answer)
                ? Optional.empty()
                : Optional.of(new Page(
                        body(call, accepted(call, answer)),
                        link(call, answer, NEXT),
                        link(call, answer, LAST),
                        answer.kept()));
    }

    URI at(String path) {
        return wire.api().at(path);
    }

    ForgeException missing(String path) {
        return Refusal.of(Call.get(at(path), lane), new Answer(404, Map.of(), "{}"));
    }

    private static Optional<URI> link(Call call, Answer answer, Pattern relation) {
        Matcher link = relation.matcher(answer.header("link").orElse(""));
        try {
            return link.find() ? Optional.of(new URI(link.group(1))) : Optional.empty();
        } catch (URISyntaxException noAddress) {
            throw ForgeException.temporary(
                    "GitHub answers " + call.shown()
                            + " with a further page whose address is none. It will be tried again;"
                            + " if it goes on, check github.api_url and any proxy.",
                    noAddress);
        }
    }

    /** A question with an ETag of the caller's own: 304 where nothing has changed. */
    Answer ask(String path, Optional<String> etag) {
        Call call = new Call("GET", wire.api().at(path), Optional.empty(), lane, true, etag);
        Answer answer = wire.exchange(call);
        return answer.status() == 304 ? answer : accepted(call, answer);
    }

    /** Writes, and answers what is there then. */
    JsonNode write(String method, String path, JsonNode body) {
        Call call = Call.write(method, wire.api().at(path), Optional.of(body.toString()));
        return body(call, accepted(call, wire.exchange(call)));
    }

    /**
     * Writes what is to be, such as an issue's state or all of its labels: twice is once, so it is repeated where the way
     * failed. Nothing that adds something may go this way.
     */
    void settle(String method, String path, JsonNode body) {
        Call call = Call.settle(method, wire.api().at(path), body.toString());
        accepted(call, wire.exchange(call));
    }

    /** Writes, and leaves a refusal to the caller. */
    Answer attempt(String method, String path, JsonNode body) {
        return wire.exchange(Call.write(method, wire.api().at(path), Optional.of(body.toString())));
    }

    /** What to throw where an attempt was refused in a way that its caller does not decide on. */
    ForgeException refused(String method, String path, Answer answer) {
        return Refusal.of(Call.write(method, wire.api().at(path), Optional.empty()), answer);
    }

    /** Asks by GraphQL; errors are in the answer's {@code errors}. */
    JsonNode graphql(String query, JsonNode variables, boolean harmless) {
        JsonNode body = Json.object().put("query", query).set("variables", variables);
        Call call = new Call(
                "POST",
                wire.api().graphql(),
                Optional.of(body.toString()),
                harmless ? lane : Lane.ACT,
                harmless,
                Optional.empty());
        return body(call, accepted(call, wire.exchange(call)));
    }

    static JsonNode body(Answer answer) throws JsonProcessingException {
        return Json.read(answer.body());
    }

    private static JsonNode body(Call call, Answer answer) {
        try {
            return body(answer);
        } catch (JsonProcessingException noJson) {
            throw ForgeException.temporary(
                    "GitHub answers " + call.shown() + " with something that is no JSON. It will be tried again; if it"
                            + " goes on, check github.api_url and any proxy.",
                    noJson);
        }
    }

    private static Answer accepted(Call call, Answer answer) {
        if (!answer.good()) {
            throw Refusal.of(call, answer);
        }
        return answer;
    }
}
