package io.colony.engine.intake;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.HostSignal;
import io.colony.engine.forge.Repositories;
import io.colony.engine.intake.HostDecision.Ignored;
import io.colony.engine.intake.HostDecision.Noted;
import io.colony.engine.issue.IssueStore;
import io.colony.engine.issue.WorkflowCatalog;
import io.colony.engine.projection.Outbox;
import io.colony.engine.queue.HeldTasks;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks where a code host hints that something has happened, and has it decided what it means there. Of a hint only who did
 * it is believed. The same hint twice, late or in another order comes to the same. No method may be called within a
 * transaction. Safe for use by many threads and processes.
 */
public final class HostNews {
    private final HostSites sites;
    private final IssueNews issues;
    private final PullRequestNews pullRequests;
    private final CommentNews comments;
    private final RepositoryNews repositories;
    private final ListedNews listed;

    /** What is read, written and passed on to. */
    public record Parts(
            Repositories repositories,
            WorkflowCatalog workflows,
            IssueStore issues,
            Outbox outbox,
            HeldTasks held,
            HostEvents events,
            Intake intake,
            HostRequests requests) {}

    public HostNews(
            Database database, InstantSource clock, Map<String, Forge> forges, Parts parts, IntakeSettings settings) {
        this.sites = new HostSites(database, forges, parts.repositories());
        this.issues = new IssueNews(database, clock, parts, settings);
        this.pullRequests = new PullRequestNews(database, clock, parts);
        this.comments = new CommentNews(database, parts, pullRequests);
        this.repositories = new RepositoryNews(database, clock, sites, parts.repositories());
        this.listed = new ListedNews(database, parts, issues, pullRequests, comments);
    }

    /** The code hosts that can be asked. */
    public Set<String> forges() {
        return sites.forges();
    }

    /**
     * Something has happened.
     *
     * @param forge on which code host
     * @throws io.colony.engine.forge.ForgeException when the code host does not say what it was
     */
    public HostDecision told(String forge, HostSignal signal) {
        return switch (signal) {
            case HostSignal.Irrelevant irrelevant -> new Ignored(irrelevant.why());
            case HostSignal.RepositoryChanged changed -> repositories.changed(forge, changed);
            case HostSignal.IssueChanged changed ->
                at(forge, changed.key().repository())
                        .map(site -> issues.changed(site, changed))
                        .orElseGet(() -> unknown(changed.key().repository()));
            case HostSignal.Commented comment ->
                at(forge, comment.key().repository())
                        .map(site -> comments.commented(site, comment))
                        .orElseGet(() -> unknown(comment.key().repository()));
            case HostSignal.PullRequestChanged changed ->
                at(forge, changed.slug())
                        .map(site -> pullRequests.told(site, changed))
                        .orElseGet(() -> unknown(changed.slug()));
            case HostSignal.Reviewed review ->
                at(forge, review.slug())
                        .map(site -> comments.reviewed(site, review))
                        .orElseGet(() -> unknown(review.slug()));
            case HostSignal.ChecksChanged checks ->
                at(forge, checks.slug())
                        .map(site -> pullRequests.checked(site, checks.sha()))
                        .orElseGet(() -> unknown(checks.slug()));
            case HostSignal.Pushed push ->
                at(forge, push.slug())
                        .map(site -> pullRequests.pushed(site, push))
                        .orElseGet(() -> unknown(push.slug()));
            case HostSignal.Listed item ->
                at(forge, item.key().repository())
                        .map(site -> together(listed.look(site, item)))
                        .orElseGet(() -> unknown(item.key().repository()));
        };
    }

    private static HostDecision together(List<HostDecision> decisions) {
        return new Noted(
                decisions.isEmpty()
                        ? "nothing of it matters here"
                        : decisions.stream().map(HostDecision::words).collect(Collectors.joining("; ")));
    }

    private Optional<HostSite> at(String forge, String slug) {
        return sites.find(forge, slug);
    }

    private static HostDecision unknown(String slug) {
        return new Ignored("repository " + slug + " is not registered here");
    }

    ListedNews listed() {
        return listed;
    }

    RepositoryNews repositories() {
        return repositories;
    }
}
