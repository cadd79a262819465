package io.colony.web.api;

import io.colony.web.access.Role;
import io.colony.web.access.Visitor;
import io.colony.web.exchange.AddressPattern;
import io.colony.web.exchange.Match;
import io.colony.web.exchange.Query;
import java.util.List;
import java.util.Set;

/**
 * Something that the API answers to GET. {@code docs/openapi.yaml} describes each.
 *
 * @param answer of what type the answer is
 * @param many whether it is a list of those
 * @param role what a reader must be allowed
 * @param parameters the names that the query may have; others are refused
 */
record Endpoint(
        AddressPattern address, Class<?> answer, boolean many, Role role, Set<String> parameters, Reply<?> reply) {
    /** Finds what is answered. */
    @FunctionalInterface
    interface Reply<T> {
        T to(Ask ask);
    }

    /** What is asked, and by whom. */
    record Ask(Match match, Query query, Visitor visitor) {}

    /** With one thing as its answer. */
    static <T> Endpoint one(String template, Class<T> answer, Reply<T> reply) {
        return new Endpoint(AddressPattern.of("api/v1/" + template), answer, false, Role.READ, Set.of(), reply);
    }

    /** With a list as its answer. */
    static <T> Endpoint many(String template, Class<T> each, Reply<List<T>> reply) {
        return new Endpoint(AddressPattern.of("api/v1/" + template), each, true, Role.READ, Set.of(), reply);
    }

    Endpoint taking(String... names) {
        return new Endpoint(address, answer, many, role, Set.of(names), reply);
    }

    Endpoint onlyFor(Role needed) {
        return new Endpoint(address, answer, many, needed, parameters, reply);
    }
}
