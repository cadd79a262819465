package io.colony.engine.recovery.sentinel;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.git.GitException;
import io.colony.engine.git.TrustedClones;
import io.colony.engine.recovery.survival.BaseChecks;
import io.colony.engine.recovery.survival.BaseHistory;
import io.colony.engine.recovery.survival.BaseHistory.Fate;
import io.colony.engine.recovery.survival.BaseHistory.Origin;
import io.colony.engine.recovery.survival.MergeWatch;
import io.colony.engine.recovery.survival.SurvivalOutcome;
import io.colony.engine.recovery.survival.Survivals.Booking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Merged changes whose time is not over: whether somebody took one back, whether a check of the base went red with it. What
 * becomes of each is booked once. The code host is asked for a branch's tip at every look; history is read only where that
 * has moved, a few merges at a time; checks are asked for on a merge's first day and once more at its end.
 */
public final class AfterMerge implements Detector {
    /** How long after a merge its checks may come in. */
    private static final Duration CHECKS = Duration.ofDays(1);
    /** How long a check must have been seen red: one that is run again may turn green. */
    private static final Duration LASTING = Duration.ofMinutes(30);
    /** How long people can see what was found. */
    private static final Duration SHOWN = Duration.ofDays(3);
    /** A merge's row may be committed so long after its time. */
    private static final Duration LATE_COMMIT = Duration.ofHours(1);
    /** How many commits before a merge are asked for a check that the nearest one does not have. */
    private static final int EARLIER = 10;
    /** How many of a branch's merges are looked at while its clone is held, which others wait for to work. */
    private static final int PORTION = 10;
    /** And how many in one look; the others' turn comes with the next ones. */
    private static final int MOST = 100;

    private final SentinelQueries queries;
    private final Map<String, Forge> forges;
    private final TrustedClones clones;
    private final Duration time;
    /** Everything that was merged before is decided. */
    private Instant from = Instant.EPOCH;

    private final Map<Long, String> stoodAt = new HashMap<>();
    private final Map<Long, Instant> redSince = new HashMap<>();
    private final Map<Long, List<String>> earlier = new HashMap<>();
    private final Map<Long, Instant> lookedAt = new HashMap<>();
    private final Map<Long, Origin> origins = new HashMap<>();

    /**
     * @param forges by adapter name
     * @param time how long a merged change is watched
     */
    public AfterMerge(SentinelQueries queries, Map<String, Forge> forges, TrustedClones clones, Duration time) {
        this.queries = queries;
        this.forges = Map.copyOf(forges);
        this.clones = clones;
        this.time = time;
    }

    @Override
    public String name() {
        return "after-merge";
    }

    @Override
    public Duration interval() {
        return HOST_INTERVAL;
    }

    @Override
    public List<Finding> look(Instant now) {
        List<MergeWatch> open = queries.openWatches(from);
        from = open.stream()
                .map(MergeWatch::mergedAt)
                .min(Comparator.naturalOrder())
                .orElse(now)
                .minus(LATE_COMMIT);
        List<Long> ids = open.stream().map(MergeWatch::id).toList();
        Stream.of(stoodAt, redSince, earlier, lookedAt, origins)
                .forEach(memory -> memory.keySet().retainAll(ids));
        Collection<List<MergeWatch>> branches = open.stream()
                .collect(Collectors.groupingBy(
                        watch -> watch.forge() + " " + watch.key().repository() + " " + watch.baseBranch(),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values();
        return Stream.concat(
                        queries.setbacks(now.minus(SHOWN)).stream()
                                .<Finding>map(setback ->
                                        new Finding.Notice(setback.key().toString(), setback.reason())),
                        branches.stream().flatMap(watches -> lookAt(watches, now).stream()))
                .toList();
    }

    /** One branch's merges; what happens to one branch's code host stops the look at no other. */
    private List<Finding> lookAt(List<MergeWatch> watches, Instant now) {
        try {
            MergeWatch any = watches.getFirst();
            Forge forge = forge(any);
            String tip = forge.tip(any.key().repository(), any.baseBranch())
                    .orElseThrow(
                            () -> ForgeException.permanent("Branch '" + any.baseBranch() + "' is not there any more."));
            Map<Long, Fate> fates = fates(forge, watches, tip, now);
            List<Finding> findings = new ArrayList<>();
            for (MergeWatch watch : watches) {
                Optional.ofNullable(fates.get(watch.id()))
                        .or(() ->
                                tip.equals(stoodAt.get(watch.id())) ? Optional.of(new Fate.Stands()) : Optional.empty())
                        .flatMap(fate -> finding(forge, watch, fate, tip, now))
                        .ifPresent(findings::add);
            }
            return findings;
        } catch (ForgeException failure) {
            return unseen(watches, String.valueOf(failure.getMessage()), !failure.worthRetrying(), now);
        } catch (GitException failure) {
            return unseen(watches, String.valueOf(failure.getMessage()), false, now);
        }
    }

    private Forge forge(MergeWatch watch) {
        return Optional.ofNullable(forges.get(watch.forge()))
                .orElseThrow(() -> ForgeException.permanent("Code host '" + watch.forge()
                        + "' is not one that this Colony is configured for; add it, or wait for the time to be over."));
    }

    /**
     * Of those that have not been looked at with this tip: first whose time is over, then whose last look is the longest ago.
     */
    private Map<Long, Fate> fates(Forge forge, List<MergeWatch> watches, String tip, Instant now) {
        List<MergeWatch> stale = watches.stream()
                .filter(watch -> !tip.equals(stoodAt.get(watch.id())))
                .sorted(Comparator.comparing((MergeWatch watch) -> end(watch).isAfter(now))
                        .thenComparing(watch -> lookedAt.getOrDefault(watch.id(), Instant.EPOCH)))
                .limit(MOST)
                .toList();
        Map<Long, Fate> fates = new HashMap<>();
        for (int at = 0; at < stale.size(); at += PORTION) {
            List<MergeWatch> portion = stale.subList(at, Math.min(stale.size(), at + PORTION));
            fates.putAll(history(
                    forge,
                    portion.getFirst(),
                    history -> portion.stream().collect(Collectors.toMap(MergeWatch::id, history::fate))));
        }
        fates.forEach((id, fate) -> {
            lookedAt.put(id, now);
            if (fate instanceof Fate.Stands) {
                stoodAt.put(id, tip);
            }
        });
        return fates;
    }

    private <T> T history(Forge forge, MergeWatch watch, Function<BaseHistory, T> question) {
        String slug = watch.key().repository();
        return clones.with(slug, forge.cloneUrl(slug), clone -> question.apply(new BaseHistory(clone, origins)));
    }

    private Optional<Finding> finding(Forge forge, MergeWatch watch, Fate fate, String tip, Instant now) {
        return switch (fate) {
            case Fate.Reverted(String by, String reason) ->
                Optional.of(book(
                        watch,
                        SurvivalOutcome.REVERTED,
                        Optional.of(by),
                        reason + " Where it is still to be done, reopen the issue and say why it went wrong."));
            case Fate.Lost(String reason) ->
                Optional.of(book(watch, SurvivalOutcome.UNKNOWN, Optional.empty(), reason));
            case Fate.Stands stands -> checked(forge, watch, now).or(() -> over(watch, tip, now));
        };
    }

    private Optional<Finding> checked(Forge forge, MergeWatch watch, Instant now) {
        boolean due = now.isBefore(watch.mergedAt().plus(CHECKS))
                || redSince.containsKey(watch.id())
                || !now.isBefore(end(watch));
        List<String> broken = due ? new BaseChecks(forge).broken(watch, () -> earlier(forge, watch)) : List.of();
        if (broken.isEmpty()) {
            redSince.remove(watch.id());
            return Optional.empty();
        }
        Instant booked = redSince.computeIfAbsent(watch.id(), first -> now).plus(LASTING);
        String reason = "Red on " + watch.baseBranch() + " at its merge " + watch.mergeSha() + " and green before: "
                + String.join(", ", broken) + ".";
        return Optional.of(
                booked.isAfter(now)
                        ? new Finding.Notice(
                                watch.key().toString(),
                                reason + " Repair or revert it; if it is still red at " + booked
                                        + ", it counts as what broke the base.")
                        : book(
                                watch,
                                SurvivalOutcome.BROKE_THE_BASE,
                                Optional.of(watch.mergeSha()),
                                reason + " It stayed so. Repair or revert it."));
    }

    private List<String> earlier(Forge forge, MergeWatch watch) {
        return earlier.computeIfAbsent(
                watch.id(), asked -> history(forge, watch, history -> history.earlier(watch, EARLIER)));
    }

    private Optional<Finding> over(MergeWatch watch, String tip, Instant now) {
        return end(watch).isAfter(now)
                ? Optional.empty()
                : Optional.of(book(
                        watch,
                        SurvivalOutcome.SURVIVED,
                        Optional.of(tip),
                        "It is still on " + watch.baseBranch() + " at " + tip + ", " + time.toHours()
                                + " h after its merge, and broke no check."));
    }

    /** A code host that is away for a while gets as long again before that is the last word. */
    private List<Finding> unseen(List<MergeWatch> watches, String why, boolean forGood, Instant now) {
        Map<Boolean, List<MergeWatch>> over = watches.stream()
                .collect(Collectors.partitioningBy(watch ->
                        !end(watch).plus(forGood ? Duration.ZERO : time).isAfter(now)));
        Stream<Finding> ended = over.getOrDefault(true, List.of()).stream()
                .map(watch -> book(
                        watch,
                        SurvivalOutcome.UNKNOWN,
                        Optional.empty(),
                        "Its time is over and it could not be looked at: " + why));
        List<MergeWatch> waiting = forGood ? over.getOrDefault(false, List.of()) : List.of();
        Stream<Finding> said = waiting.stream()
                .limit(1)
                .map(watch -> new Finding.Notice(
                        watch.key().repository(),
                        "What becomes of " + waiting.size() + " merged changes on " + watch.baseBranch()
                                + " cannot be seen, and is booked as unknown when their time is over: " + why));
        return Stream.concat(ended, said).toList();
    }

    private Instant end(MergeWatch watch) {
        return watch.mergedAt().plus(time);
    }

    private static Finding book(MergeWatch watch, SurvivalOutcome outcome, Optional<String> shownBy, String reason) {
        return new Finding.Act(
                watch.key().toString(), reason, new Remedy.Book(new Booking(watch, outcome, shownBy, reason)));
    }
}
