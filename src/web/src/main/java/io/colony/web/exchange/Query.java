package io.colony.web.exchange;

import io.colony.engine.status.AuditFilter;
import io.colony.engine.status.IssueFilter;
import io.colony.engine.status.IssueOrder;
import io.colony.engine.status.PageRequest;
import io.colony.engine.status.StateGroup;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The query part of a request's address. What is not understood is refused, never left out. */
public final class Query {
    private static final List<IssueOrder> ORDERS = Arrays.stream(IssueOrder.By.values())
            .flatMap(by -> Stream.of(new IssueOrder(by, true), new IssueOrder(by, false)))
            .toList();

    private final HttpServletRequest request;

    public Query(HttpServletRequest request) {
        this.request = request;
    }

    /** Refuses a query with other names, which would otherwise be left out without a word. */
    public void allowOnly(Set<String> names) {
        for (String name : Collections.list(request.getParameterNames())) {
            if (!names.contains(name)) {
                throw new RequestProblem(Problem.badRequest("There is no parameter '" + name + "' here"
                        + (names.isEmpty() ? "." : "; there are " + String.join(", ", new TreeSet<>(names)) + ".")));
            }
        }
    }

    /** What a cookie says. */
    public Optional<String> cookie(String name) {
        return Stream.ofNullable(request.getCookies())
                .flatMap(Arrays::stream)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(request.getParameter(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> withoutNul(name, value));
    }

    /** Nothing in the store has one, and Postgres refuses to look. */
    private static String withoutNul(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new RequestProblem(Problem.badRequest("'" + name + "' holds a character that no text has: NUL."));
        }
        return value;
    }

    public long number(String name, long otherwise, long min, long max) {
        return number(name, min, max).orElse(otherwise);
    }

    public Optional<Long> number(String name, long min, long max) {
        return text(name).map(value -> {
            try {
                long number = Long.parseLong(value);
                if (number >= min && number <= max) {
                    return number;
                }
            } catch (NumberFormatException notANumber) {
                // Falls through to the one message that names the bounds.
            }
            throw new RequestProblem(
                    Problem.badRequest("'" + name + "' should be a whole number from " + min + " to " + max + "."));
        });
    }

    /** A day such as {@code 2026-01-31}. */
    public Optional<LocalDate> day(String name) {
        return text(name).map(value -> {
            try {
                LocalDate day = LocalDate.parse(value);
                if (day.getYear() >= 1970 && day.getYear() < 9999) {
                    return day;
                }
            } catch (DateTimeParseException noDay) {
                // Falls through to the one message.
            }
            throw new RequestProblem(Problem.badRequest("'" + name + "' should be a day such as 2026-01-31."));
        });
    }

    /** When a UTC day begins. */
    public static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** {@code show=blocked}: one of the groups of the home page. */
    public Optional<StateGroup> group() {
        return text("show")
                .map(value -> Arrays.stream(StateGroup.values())
                        .filter(group -> name(group).equals(value))
                        .findFirst()
                        .orElseThrow(() -> new RequestProblem(Problem.badRequest("'show' should be one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(StateGroup.values())
                                                .map(Query::name)
                                                .toList())
                                + "."))));
    }

    /** {@code repository}, {@code state} (again and again), {@code show}, {@code text}, {@code author}, {@code order}. */
    public IssueFilter filter() {
        List<String> states = Stream.concat(
                        group().stream().flatMap(group -> group.states().stream()),
                        Stream.ofNullable(request.getParameterValues("state"))
                                .flatMap(Arrays::stream)
                                .filter(state -> !state.isBlank())
                                .map(state -> withoutNul("state", state)))
                .toList();
        return new IssueFilter(text("repository"), states, text("text"), text("author"), order());
    }

    /** Rows of the audit log. Days are of UTC, the last one included. */
    public AuditFilter audit() {
        return new AuditFilter(
                text("subject"),
                text("actor"),
                text("action"),
                day("from").map(Query::start),
                day("to").map(day -> start(day.plusDays(1))));
    }

    /** {@code order=since-asc}: by what, and in which direction. */
    public IssueOrder order() {
        return text("order")
                .map(slug -> ORDERS.stream()
                        .filter(order -> order.slug().equals(slug))
                        .findFirst()
                        .orElseThrow(() -> new RequestProblem(Problem.badRequest("'order' should be one of "
                                + String.join(
                                        ", ",
                                        ORDERS.stream().map(IssueOrder::slug).toList())
                                + "."))))
                .orElse(IssueOrder.NEWEST);
    }

    public PageRequest page() {
        int limit = (int) number("limit", 50, 1, PageRequest.MOST);
        return text("after")
                .map(cursor -> PageRequest.after(limit, Optional.of(cursor)))
                .orElseGet(() -> new PageRequest(limit, number("before", 1, Long.MAX_VALUE)));
    }

    /** As the query part of an address; empty where there is nothing to say. */
    public static String written(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }

    public static String name(StateGroup group) {
        return group.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
