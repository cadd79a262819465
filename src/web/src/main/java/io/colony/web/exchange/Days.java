package io.colony.web.exchange;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which days of which repository an address asks for: the last 30 where it says nothing.
 *
 * @param from the first UTC day
 * @param last the last UTC day
 */
public record Days(Optional<String> repository, LocalDate from, LocalDate last) {
    private static final int USUALLY = 30;
    private static final int MOST = 400;

    public static Days of(Query query, LocalDate today) {
        LocalDate last = query.day("to").orElse(today);
        LocalDate from = query.day("from").orElse(last.minusDays(USUALLY - 1L));
        long days = ChronoUnit.DAYS.between(from, last) + 1;
        if (days < 1 || days > MOST) {
            throw new RequestProblem(Problem.badRequest(
                    "'from' should be a day before 'to', and no more than " + MOST + " days before it."));
        }
        return new Days(query.text("repository"), from, last);
    }

    /** The first day that is left out. */
    public LocalDate to() {
        return last.plusDays(1);
    }

    /** As an address says it. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        repository.ifPresent(name -> parameters.put("repository", name));
        parameters.put("from", from.toString());
        parameters.put("to", last.toString());
        return parameters;
    }
}
