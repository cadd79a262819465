package io.colony.engine.intake;

import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.HostChanges;
import io.colony.engine.forge.HostChanges.Item;
import io.colony.engine.forge.HostSignal.Listed;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.intake.DeferredItems.Deferred;
import io.colony.engine.intake.HostDecision.Moved;
import io.colony.engine.intake.HostDecision.Noted;
import io.colony.engine.intake.HostPolls.Due;
import io.colony.engine.log.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Asks each repository what has changed, so that a webhook that was lost does no harm: where nothing has, that is one
 * conditional request. What has changed is looked at as if a webhook had told of it, and comes to the same once. The cursor is
 * kept after that, so a crash in between has the same changes looked at again. One that cannot be looked at holds up none
 * behind it ({@link DeferredItems}); where none of several can, it is not about them, and the cursor stays for up to an hour.
 *
 * <p>Several programs may poll: a repository is given to one of them at a time. {@link #step} is called by one thread.
 */
public final class ReconcilePoll {
    private static final Logger LOG = Log.of(ReconcilePoll.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int LONGEST_ERROR = 1_000;

    /** When one that could not be looked at is tried the first time again; then longer and longer, as webhooks are. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /** Where so many are looked at and the code host answers for none, the others of the list are not asked for, too. */
    private static final int ENOUGH = 10;

    /** How long the same list is asked for again where nothing of it can be looked at. */
    private static final Duration LONGEST_STAY = Duration.ofHours(1);

    /** How often the repository's own name and default branch are asked for. */
    static final Duration REPOSITORY_INTERVAL = Duration.ofHours(1);

    private final Database database;
    private final InstantSource clock;
    private final HostSites sites;
    private final Parts parts;
    private final HostNews news;
    private final IntakeSettings settings;
    private final HostPolls polls = HostPolls.postgres();
    private final Map<Long, Instant> lookedAt = new HashMap<>();
    private final Map<Long, Instant> staysSince = new HashMap<>();
    private Instant pausedUntil = Instant.MIN;

    /**
     * What it asks and reads.
     *
     * @param deferred takes what could not be looked at
     * @param redact takes secrets out of errors, which people are shown
     */
    public record Parts(
            Map<String, Forge> forges,
            Repositories repositories,
            DeferredItems deferred,
            UnaryOperator<String> redact) {}

    public ReconcilePoll(Database database, InstantSource clock, Parts parts, HostNews news, IntakeSettings settings) {
        this.database = database;
        this.clock = clock;
        this.parts = parts;
        this.sites = new HostSites(database, parts.forges(), parts.repositories());
        this.news = news;
        this.settings = settings;
    }

    /** Asks one repository that is due; whether there was one. */
    public boolean step() {
        Instant now = clock.instant();
        if (now.isBefore(pausedUntil)) {
            return false;
        }
        Set<String> forges = sites.forges();
        Optional<Due> due =
                database.inTransaction(transaction -> polls.take(transaction, forges, now, settings.poll()));
        due.ifPresent(this::poll);
        return due.isPresent();
    }

    private void poll(Due due) {
        Repository repository =
                database.inTransaction(transaction -> parts.repositories().get(transaction, due.repositoryId()));
        HostSite site = new HostSite(sites.forge(repository.forge()).orElseThrow(), repository);
        try {
            lookAtItself(site);
            HostChanges changes = site.forge().changes(site.slug(), due.cursor());
            done(site, due, changes, reconcile(site, changes.items()));
        } catch (DatabaseException storeAway) {
            throw storeAway;
        } catch (RuntimeException | VirtualMachineError failure) {
            // Whatever it is, it must hold up this repository only.
            failed(repository, failure);
        }
    }

    /** A list of what changed does not tell of another default branch, and not of another name until something changes. */
    private void lookAtItself(HostSite site) {
        long id = site.repository().id();
        Instant now = clock.instant();
        if (lookedAt.getOrDefault(id, Instant.MIN).plus(REPOSITORY_INTERVAL).isAfter(now)) {
            return;
        }
        healed(site, "itself", news.repositories().read(site, site.slug()));
        lookedAt.put(id, now);
    }

    private void failed(Repository repository, Throwable failure) {
        Instant now = clock.instant();
        Duration wait = settings.poll();
        if (failure instanceof ForgeException host && host.retryAfter().isPresent()) {
            Duration asked = host.retryAfter().get();
            pausedUntil = now.plus(asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE);
            wait = wait.compareTo(asked) < 0 ? asked : wait;
        }
        Instant next = now.plus(wait);
        String error = words(failure);
        LOG.warn("Repository {} could not be polled, next at {}: {}", repository.slug(), next, error, failure);
        database.useTransaction(transaction -> polls.failed(transaction, repository.id(), error, next));
    }

    /** One that could not be looked at, and why. */
    private record Missed(Item item, Listed listed, Throwable failure) {}

    /**
     * Looks at each.
     *
     * @return what of it could not be looked at
     * @throws ForgeException where none of several could, and the cursor is to stay
     */
    private List<Deferred> reconcile(HostSite site, List<Item> items) {
        Optional<String> renamed = items.stream()
                .map(item -> item.key().repository())
                .filter(slug -> !slug.equals(site.slug()))
                .findFirst();
        if (renamed.isPresent()) {
            healed(site, "its name", news.repositories().read(site, renamed.get()));
        }
        List<Missed> missed = new ArrayList<>();
        int looked = 0;
        for (Item item : items) {
            looked(site, item).ifPresent(missed::add);
            looked++;
            if (looked == missed.size() && looked == Math.min(items.size(), ENOUGH)) {
                stayWhereNobodyAnswers(site, missed);
            }
        }
        return missed.stream().map(one -> deferred(site, one)).toList();
    }

    /**
     * The code host may answer for the repository and for nothing in it: a permission was taken away, or one of its services
     * is down. What is deferred is tried every hour only, so the list is asked for again first. Not for ever: each of them may
     * be bad by itself, and others stand behind them.
     */
    private void stayWhereNobodyAnswers(HostSite site, List<Missed> missed) {
        Instant now = clock.instant();
        if (missed.size() < 2
                || !missed.stream().allMatch(one -> one.failure() instanceof ForgeException)
                || staysSince
                        .computeIfAbsent(site.repository().id(), first -> now)
                        .plus(LONGEST_STAY)
                        .isBefore(now)) {
            return;
        }
        throw (ForgeException) missed.getFirst().failure();
    }

    /** What one of them does to whoever looks at it must not keep anybody from those behind it. */
    private Optional<Missed> looked(HostSite site, Item item) {
        Listed listed = new Listed(item.key(), item.pullRequest(), item.open(), item.labels());
        try {
            news.listed().look(site, listed).forEach(decision -> healed(site, item.key(), decision));
            return Optional.empty();
        } catch (DatabaseException storeAway) {
            throw storeAway;
        } catch (ForgeException failure) {
            throwWhereTheHostIsAway(site, failure);
            return Optional.of(new Missed(item, listed, failure));
        } catch (RuntimeException | VirtualMachineError failure) {
            return Optional.of(new Missed(item, listed, failure));
        }
    }

    /** Then it is not about this item: the others would fail as well. */
    private static void throwWhereTheHostIsAway(HostSite site, ForgeException failure) {
        if (failure.retryAfter().isPresent()) {
            throw failure;
        }
        site.forge().repository(site.slug());
    }

    private Deferred deferred(HostSite site, Missed missed) {
        Instant next = clock.instant().plus(AGAIN);
        String error = words(missed.failure());
        Item item = missed.item();
        LOG.warn("{} could not be looked at, again at {}: {}", item.key(), next, error, missed.failure());
        return new Deferred(
                site.forge().name(), site.repository().id(), missed.listed(), item.updatedAt(), error, next);
    }

    private void done(HostSite site, Due due, HostChanges changes, List<Deferred> deferred) {
        Instant now = clock.instant();
        Instant next = changes.more() ? now : now.plus(settings.poll());
        long id = site.repository().id();
        Set<Long> looked =
                changes.items().stream().map(item -> item.key().number()).collect(Collectors.toSet());
        deferred.forEach(item -> looked.remove(item.item().key().number()));
        database.useTransaction(transaction -> {
            deferred.forEach(item -> parts.deferred().defer(transaction, item, now));
            if (!looked.isEmpty()) {
                parts.deferred().lookedAt(transaction, site.forge().name(), id, looked, now);
            }
            polls.done(transaction, id, changes.cursor().or(due::cursor), now, next);
        });
        staysSince.remove(id);
    }

    private String words(Throwable failure) {
        String all = parts.redact()
                .apply(failure instanceof Error ? failure.toString() : String.valueOf(failure.getMessage()));
        return all.substring(0, Math.min(all.length(), LONGEST_ERROR));
    }

    private static void healed(HostSite site, Object what, HostDecision decision) {
        if (decision instanceof Moved || decision instanceof Noted) {
            LOG.info("The poll of {} found what no event told of {}: {}", site.slug(), what, decision.words());
        }
    }
}
