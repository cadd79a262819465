package io.colony.engine.forge.github;

import java.net.URI;
import java.util.Optional;

/**
 * A request, before it gets its credential.
 *
 * @param harmless whether it may be sent twice: it only asks, or says what is to be
 * @param ifNoneMatch an ETag of the caller's own, who is given the 304; empty to leave ETags to the wire
 */
record Call(String method, URI uri, Optional<String> body, Lane lane, boolean harmless, Optional<String> ifNoneMatch) {
    static Call get(URI uri, Lane lane) {
        return new Call("GET", uri, Optional.empty(), lane, true, Optional.empty());
    }

    /** A question that is never answered from memory: no answer has this ETag. */
    static Call fresh(URI uri, Lane lane) {
        return new Call("GET", uri, Optional.empty(), lane, true, Optional.of("\"-\""));
    }

    static Call write(String method, URI uri, Optional<String> body) {
        return new Call(method, uri, body, Lane.ACT, false, Optional.empty());
    }

    /** Says what is to be, so that twice is once. */
    static Call settle(String method, URI uri, String body) {
        return new Call(method, uri, Optional.of(body), Lane.ACT, true, Optional.empty());
    }

    /** Whether it changes nothing. */
    boolean asks() {
        return harmless && !method.equals("PUT") && !method.equals("PATCH");
    }

    Call to(URI other) {
        return new Call(method, other, body, lane, harmless, ifNoneMatch);
    }

    /** For messages; a query may hold a cursor, never a secret. */
    String shown() {
        return method + " " + uri.getPath();
    }
}
