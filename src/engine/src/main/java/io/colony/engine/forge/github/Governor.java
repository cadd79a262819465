package io.colony.engine.forge.github;

import io.colony.engine.forge.ForgeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Keeps a credential within GitHub's limits. It never waits: what may not be sent now is refused with the time until it
 * may, and whoever asked waits. Safe for use by many threads.
 */
final class Governor {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(1);
    /** What GitHub asks for where it names no time. */
    private static final Duration UNNAMED = Duration.ofMinutes(1);

    private static final int MOST_DOUBLINGS = 5;
    private static final Duration SAME_WINDOW = Duration.ofMinutes(1);

    private final String identity;
    private final InstantSource clock;
    private final int reservePercent;

    private final Map<String, Budget> budgets = new HashMap<>();
    private Instant closedUntil = Instant.EPOCH;
    private int strikes;
    private long sent;
    private long notModified;
    private long held;

    Governor(String identity, InstantSource clock, int reservePercent) {
        this.identity = identity;
        this.clock = clock;
        this.reservePercent = reservePercent;
    }

    private record Budget(int limit, int remaining, Instant reset) {}

    /** Throws where the request may not be sent now. */
    synchronized void admit(Call call) {
        Instant now = clock.instant();
        if (now.isBefore(closedUntil)) {
            throw hold("GitHub asked '" + identity + "' to send nothing for a while", now, closedUntil);
        }
        Budget budget = budgets.get(resource(call));
        if (budget == null || !now.isBefore(budget.reset())) {
            return;
        }
        if (budget.remaining() <= 0) {
            throw hold(
                    "All " + budget.limit() + " requests of this hour of '" + identity + "' are used",
                    now,
                    budget.reset());
        }
        if (call.lane() == Lane.READ && budget.remaining() <= reserve(budget)) {
            throw hold(
                    "Of '" + identity + "' " + budget.remaining() + " of " + budget.limit()
                            + " requests are left in this hour, which are kept for what is written"
                            + " (github.reserve_percent)",
                    now,
                    budget.reset());
        }
    }

    private int reserve(Budget budget) {
        return budget.limit() * reservePercent / 100;
    }

    private ForgeException hold(String why, Instant now, Instant until) {
        held++;
        return limited(why, now, until);
    }

    private static ForgeException limited(String why, Instant now, Instant until) {
        Duration wait = bounded(Duration.between(now, until));
        return ForgeException.rateLimited(
                why + ". It goes on in " + wait.toSeconds() + " s, at " + now.plus(wait) + ".", wait);
    }

    private static Duration bounded(Duration wait) {
        if (wait.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }

    /** Counts a request that was sent, and takes from the answer what is left. */
    synchronized void note(Answer answer) {
        sent++;
        if (answer.status() == 304) {
            notModified++;
        }
        if (answer.status() < 400) {
            strikes = 0;
        }
        OptionalLong limit = answer.number("x-ratelimit-limit");
        OptionalLong remaining = answer.number("x-ratelimit-remaining");
        OptionalLong reset = answer.number("x-ratelimit-reset");
        if (limit.isPresent() && remaining.isPresent() && reset.isPresent()) {
            String resource = answer.header("x-ratelimit-resource").orElse("core");
            Budget told = new Budget(
                    (int) Math.min(limit.getAsLong(), Integer.MAX_VALUE / 100),
                    (int) Math.min(remaining.getAsLong(), Integer.MAX_VALUE),
                    Instant.ofEpochSecond(reset.getAsLong()));
            budgets.merge(resource, told, Governor::newer);
        }
    }

    /** Answers come out of order: within one window less is newer. */
    private static Budget newer(Budget known, Budget told) {
        boolean sameWindow = Duration.between(known.reset(), told.reset()).abs().compareTo(SAME_WINDOW) < 0;
        if (!sameWindow) {
            return told.reset().isAfter(known.reset()) ? told : known;
        }
        return told.remaining() <= known.remaining() || told.limit() != known.limit() ? told : known;
    }

    /** Counts a request that found nobody. */
    synchronized void noteUnanswered() {
        sent++;
    }

    /** What to throw where the answer says that a limit was hit; everything is held back from now on. */
    synchronized Optional<ForgeException> limit(Call call, Answer answer) {
        if (answer.status() != 403 && answer.status() != 429) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String words = answer.body().toLowerCase(Locale.ROOT);
        OptionalLong retryAfter = answer.number("retry-after");
        boolean used = answer.number("x-ratelimit-remaining").orElse(1) == 0;
        boolean named = words.contains("secondary rate limit") || words.contains("abuse detection");
        if (retryAfter.isEmpty() && used) {
            Instant reset = Instant.ofEpochSecond(
                    answer.number("x-ratelimit-reset").orElse(now.plus(UNNAMED).getEpochSecond()));
            return Optional.of(limited(
                    "The hour's requests of '" + identity + "' are used, says GitHub to " + call.shown(), now, reset));
        }
        if (retryAfter.isEmpty() && !named && answer.status() != 429) {
            return Optional.empty();
        }
        Duration wait = bounded(
                retryAfter.isPresent()
                        ? Duration.ofSeconds(retryAfter.getAsLong())
                        : UNNAMED.multipliedBy(1L << Math.min(strikes, MOST_DOUBLINGS)));
        strikes++;
        Instant until = now.plus(wait);
        closedUntil = until.isAfter(closedUntil) ? until : closedUntil;
        return Optional.of(
                limited("GitHub's secondary limit holds '" + identity + "' after " + call.shown(), now, closedUntil));
    }

    synchronized GitHubUsage usage() {
        Optional<Budget> core = Optional.ofNullable(budgets.get("core"));
        return new GitHubUsage(
                identity,
                sent,
                notModified,
                held,
                core.map(Budget::limit),
                core.map(Budget::remaining),
                core.map(Budget::reset));
    }

    private static String resource(Call call) {
        return call.uri().getPath().endsWith("/graphql") ? "graphql" : "core";
    }
}
