package io.colony.engine.intake;

import io.colony.engine.database.Database;
import io.colony.engine.database.DatabaseException;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.HostChanges;
import io.colony.engine.forge.HostChanges.Item;
import io.colony.engine.forge.Repositories;
import io.colony.engine.forge.Repository;
import io.colony.engine.intake.HostDecision.Moved;
import io.colony.engine.intake.HostDecision.Noted;
import io.colony.engine.intake.HostPolls.Due;
import io.colony.engine.issue.Issue;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.log.Log;
import io.colony.engine.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;

/**
 * Asks each repository what has changed, so that a webhook that was lost does no harm: where nothing has, that is one
 * conditional request. What has changed is looked at as if a webhook had told of it, and comes to the same once. The cursor is
 * kept after that, so a crash in between has the same changes looked at again.
 *
 * <p>Several programs may poll: a repository is given to one of them at a time. {@link #step} is called by one thread.
 */
public final class ReconcilePoll {
    private static final Logger LOG = Log.of(ReconcilePoll.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int LONGEST_ERROR = 1_000;

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
    private Instant pausedUntil = Instant.MIN;

    /**
     * What it asks and reads.
     *
     * @param redact takes secrets out of errors, which people are shown
     */
    public record Parts(
            Map<String, Forge> forges,
            Repositories repositories,
            WorkflowCatalog workflows,
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
            List<Item> items = changes.items();
            reconcile(site, items);
            Instant now = clock.instant();
            Instant next = changes.more() ? now : now.plus(settings.poll());
            database.useTransaction(transaction ->
                    polls.done(transaction, repository.id(), changes.cursor().or(due::cursor), now, next));
        } catch (DatabaseException storeAway) {
            throw storeAway;
        } catch (RuntimeException failure) {
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

    private void failed(Repository repository, RuntimeException failure) {
        Instant now = clock.instant();
        Duration wait = settings.poll();
        if (failure instanceof ForgeException host && host.retryAfter().isPresent()) {
            Duration asked = host.retryAfter().get();
            pausedUntil = now.plus(asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE);
            wait = wait.compareTo(asked) < 0 ? asked : wait;
        }
        Instant next = now.plus(wait);
        String all = parts.redact().apply(String.valueOf(failure.getMessage()));
        String error = all.substring(0, Math.min(all.length(), LONGEST_ERROR));
        LOG.warn("Repository {} could not be polled, next at {}: {}", repository.slug(), next, error, failure);
        database.useTransaction(transaction -> polls.failed(transaction, repository.id(), error, next));
    }

    private void reconcile(HostSite site, List<Item> items) {
        Optional<String> renamed = items.stream()
                .map(item -> item.key().repository())
                .filter(slug -> !slug.equals(site.slug()))
                .findFirst();
        if (renamed.isPresent()) {
            healed(site, "its name", news.repositories().read(site, renamed.get()));
        }
        for (Item item : items) {
            if (item.pullRequest()) {
                pullRequest(site, item);
            } else {
                issue(site, item);
            }
        }
    }

    private void issue(HostSite site, Item item) {
        Optional<Issue> known = news.issues().known(item.key());
        if (known.isEmpty()) {
            boolean wanted = item.open()
                    && (news.issues().trigger(item.labels()) || news.issues().mode(site) == IntakeSettings.Mode.ALL);
            if (wanted) {
                healed(site, item.key(), news.issues().admit(site, site.forge().issue(item.key())));
            }
            return;
        }
        Issue issue = known.get();
        if (!ended(issue)) {
            stated(site, issue, site.forge().issue(item.key()));
        } else if (item.open()) {
            healed(site, item.key(), news.issues().reopenedUntold(site, issue));
        }
        news.comments().missed(site, issue, issue.key()).forEach(decision -> healed(site, item.key(), decision));
    }

    private void stated(HostSite site, Issue issue, ForgeIssue stated) {
        HostDecision decision = stated.open()
                ? news.events().edited(issue.key(), Optional.empty())
                : news.events().issueClosed(issue.key(), PullRequestFact.SOMEBODY);
        healed(site, issue.key(), decision);
        healed(site, issue.key(), news.issues().relabel(stated));
    }

    private void pullRequest(HostSite site, Item item) {
        long number = item.key().number();
        Optional<Issue> issue = news.pullRequests().issueOf(site, number);
        if (issue.isEmpty()) {
            return;
        }
        if (!ended(issue.get())) {
            healed(site, item.key(), news.pullRequests().changed(site, number, ""));
            news.comments().reviews(site, issue.get(), number).forEach(decision -> healed(site, item.key(), decision));
        }
        news.comments().missed(site, issue.get(), item.key()).forEach(decision -> healed(site, item.key(), decision));
    }

    private boolean ended(Issue issue) {
        return database.inTransaction(transaction ->
                                parts.workflows().get(transaction, issue.workflowId(), issue.workflowVersion()))
                        .state(issue.state())
                        .type()
                == Workflow.Type.TERMINAL;
    }

    private static void healed(HostSite site, Object what, HostDecision decision) {
        if (decision instanceof Moved || decision instanceof Noted) {
            LOG.info("The poll of {} found what no event told of {}: {}", site.slug(), what, decision.words());
        }
    }
}
