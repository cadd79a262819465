package io.colony.engine.intake;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.HostChanges;
import io.colony.engine.forge.PullRequestReview;
import io.colony.engine.issue.IssueKey;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * A code host in memory, called {@code github}, with what a test puts there: people with permissions, issues, comments,
 * pull requests, reviews. Whoever is not named may read. It counts what it is asked.
 */
public final class ScriptedHost implements Forge {
    public static final String BOT = "colony-app[bot]";

    public final Map<String, Permission> people = new ConcurrentHashMap<>();
    public final Map<IssueKey, ForgeIssue> issues = new ConcurrentHashMap<>();
    public final Map<IssueKey, List<ForgeComment>> comments = new ConcurrentHashMap<>();
    public final Map<Long, PullRequest> pullRequests = new ConcurrentHashMap<>();
    public final Map<Long, List<PullRequestReview>> reviews = new ConcurrentHashMap<>();
    private final Map<Long, String> reviewBodies = new ConcurrentHashMap<>();
    public final Map<String, String> tips = new ConcurrentHashMap<>();
    public final Map<Long, List<PullRequestReview.LineComment>> atLines = new ConcurrentHashMap<>();
    public final Map<IssueKey, List<IssueKey>> blockers = new ConcurrentHashMap<>();
    public final Map<IssueKey, List<IssueKey>> parts = new ConcurrentHashMap<>();
    public final Map<String, String> labellers = new ConcurrentHashMap<>();
    public final Map<IssueKey, Reopening> reopenings = new ConcurrentHashMap<>();
    public final Map<IssueKey, LastEdits> edits = new ConcurrentHashMap<>();
    /** When each label was put on. */
    public final AtomicReference<Instant> labelled = new AtomicReference<>(Instant.EPOCH);

    public final Map<Long, Reaction> reactions = new ConcurrentHashMap<>();
    public final List<HostChanges.Item> changed = new CopyOnWriteArrayList<>();
    public final AtomicReference<Optional<ForgeException>> trouble = new AtomicReference<>(Optional.empty());
    public final AtomicReference<RepositoryInfo> info =
            new AtomicReference<>(new RepositoryInfo("acme/shop", "main", "none", Optional.of("4711")));
    /** What happens to whoever reads an issue or what is said there, instead of an answer. */
    public final Map<IssueKey, Runnable> poisoned = new ConcurrentHashMap<>();

    public final AtomicLong asked = new AtomicLong();
    /** Reviews whose words were read. */
    public final Set<Long> readReviews = ConcurrentHashMap.newKeySet();

    public final AtomicLong polls = new AtomicLong();
    private final AtomicLong ids = new AtomicLong(1000);

    /** An open issue. */
    public ForgeIssue file(long number, String author, String... labels) {
        IssueKey key = new IssueKey("acme/shop", number);
        ForgeIssue issue = new ForgeIssue(key, "A title", "Please.", author, true, List.of(labels));
        issues.put(key, issue);
        return issue;
    }

    public void setOpen(IssueKey key, boolean open) {
        issues.computeIfPresent(
                key,
                (same, issue) ->
                        new ForgeIssue(key, issue.title(), issue.body(), issue.author(), open, issue.labels()));
    }

    public void setLabels(IssueKey key, String... labels) {
        issues.computeIfPresent(
                key,
                (same, issue) -> new ForgeIssue(
                        key, issue.title(), issue.body(), issue.author(), issue.open(), List.of(labels)));
    }

    public void setBody(IssueKey key, String body) {
        issues.computeIfPresent(
                key,
                (same, issue) ->
                        new ForgeIssue(key, issue.title(), body, issue.author(), issue.open(), issue.labels()));
    }

    /** Somebody writes the issue's text anew. */
    public void edit(IssueKey key, String login, String body, Instant at) {
        setBody(key, body);
        edits.put(key, new LastEdits(Optional.empty(), Optional.of(new Deed(login, at))));
    }

    /** A person's comment; its id. */
    public long comment(IssueKey key, String author, String body) {
        return comment(key, author, body, !author.endsWith("[bot]"), false);
    }

    public long comment(IssueKey key, String author, String body, boolean person, boolean edited) {
        long id = ids.incrementAndGet();
        comments.computeIfAbsent(key, none -> new CopyOnWriteArrayList<>())
                .add(new ForgeComment(id, author, person, body, edited, Optional.empty()));
        return id;
    }

    public long review(long number, String author, PullRequestReview.Verdict verdict, String sha, String body) {
        long id = ids.incrementAndGet();
        reviewBodies.put(id, body);
        reviews.computeIfAbsent(number, none -> new CopyOnWriteArrayList<>())
                .add(new PullRequestReview(id, author, !author.endsWith("[bot]"), verdict, sha));
        return id;
    }

    /** Somebody takes a review back for whoever gave it. */
    public void dismiss(long number, long id) {
        reviews.computeIfPresent(
                number,
                (same, given) -> new CopyOnWriteArrayList<>(given.stream()
                        .map(review -> review.id() == id
                                ? new PullRequestReview(
                                        id,
                                        review.author(),
                                        review.person(),
                                        PullRequestReview.Verdict.DISMISSED,
                                        review.sha())
                                : review)
                        .toList()));
    }

    public void pullRequest(long number, String head, String sha, String base, PullRequest.State state) {
        pullRequests.put(
                number,
                new PullRequest(
                        number,
                        "A title",
                        head,
                        sha,
                        base,
                        state,
                        state == PullRequest.State.MERGED ? Optional.of(sha) : Optional.empty(),
                        BOT));
    }

    private void ask() {
        asked.incrementAndGet();
        trouble.get().ifPresent(failure -> {
            throw failure;
        });
    }

    @Override
    public String name() {
        return "github";
    }

    @Override
    public RepositoryInfo repository(String slug) {
        ask();
        return info.get();
    }

    @Override
    public ForgeIssue issue(IssueKey key) {
        ask();
        poisoned.getOrDefault(key, () -> {}).run();
        return Optional.ofNullable(issues.get(key))
                .orElseThrow(() -> ForgeException.permanent("There is no issue " + key + "."));
    }

    @Override
    public Stream<ForgeIssue> openIssues(String slug) {
        ask();
        return issues.values().stream().filter(ForgeIssue::open);
    }

    @Override
    public ForgeIssue createIssue(String slug, String title, String body, String author, List<String> labels) {
        throw new UnsupportedOperationException("nothing here files issues");
    }

    @Override
    public void closeIssue(IssueKey key) {
        setOpen(key, false);
    }

    @Override
    public void setStateLabel(IssueKey key, String prefix, String label) {
        List<String> kept = new ArrayList<>(issue(key).labels());
        kept.removeIf(name -> name.startsWith(prefix));
        kept.add(label);
        setLabels(key, kept.toArray(new String[0]));
    }

    @Override
    public void putComment(IssueKey key, String marker, String body) {
        ask();
        comments.computeIfAbsent(key, none -> new CopyOnWriteArrayList<>())
                .add(new ForgeComment(ids.incrementAndGet(), BOT, false, body, false, Optional.of(marker)));
    }

    @Override
    public Stream<ForgeComment> comments(IssueKey key) {
        ask();
        poisoned.getOrDefault(key, () -> {}).run();
        return comments.getOrDefault(key, List.of()).stream();
    }

    @Override
    public void react(IssueKey key, long commentId, Reaction reaction) {
        reactions.put(commentId, reaction);
    }

    @Override
    public boolean isOwn(String login) {
        return login.equals(BOT);
    }

    @Override
    public Optional<Deed> labelledBy(IssueKey key, String label) {
        return Optional.ofNullable(labellers.get(key + " " + label)).map(login -> new Deed(login, labelled.get()));
    }

    @Override
    public Optional<Reopening> reopened(IssueKey key) {
        return Optional.ofNullable(reopenings.get(key));
    }

    @Override
    public LastEdits lastEdits(IssueKey key) {
        return edits.getOrDefault(key, LastEdits.NONE);
    }

    @Override
    public Stream<PullRequestReview.LineComment> lineComments(String slug, long number, long reviewId) {
        ask();
        return atLines.getOrDefault(reviewId, List.of()).stream();
    }

    @Override
    public List<IssueKey> blockers(IssueKey key) {
        return blockers.getOrDefault(key, List.of());
    }

    @Override
    public List<IssueKey> subIssues(IssueKey key) {
        return parts.getOrDefault(key, List.of());
    }

    @Override
    public HostChanges changes(String slug, Optional<String> cursor) {
        polls.incrementAndGet();
        ask();
        return new HostChanges(List.copyOf(changed), Optional.of("c" + polls.get()), false);
    }

    /** What the next polls are told. */
    public void tell(IssueKey key, boolean pullRequest) {
        tell(key, pullRequest, Instant.EPOCH);
    }

    public void tell(IssueKey key, boolean pullRequest, Instant updatedAt) {
        ForgeIssue issue = issues.get(key);
        changed.add(new HostChanges.Item(
                key,
                pullRequest,
                issue == null || issue.open(),
                issue == null ? List.of() : issue.labels(),
                updatedAt));
    }

    @Override
    public List<PullRequestReview> reviews(String slug, long number) {
        ask();
        return List.copyOf(reviews.getOrDefault(number, List.of()));
    }

    @Override
    public String reviewBody(String slug, long number, long reviewId) {
        ask();
        readReviews.add(reviewId);
        return reviewBodies.getOrDefault(reviewId, "");
    }

    @Override
    public void setStatus(String slug, CommitStatus status) {
        ask();
    }

    @Override
    public List<CommitStatus> statuses(String slug, String sha) {
        return List.of();
    }

    @Override
    public Optional<String> tip(String slug, String branch) {
        ask();
        return Optional.ofNullable(tips.get(branch));
    }

    @Override
    public List<String> branches(String slug, String prefix) {
        return tips.keySet().stream().filter(name -> name.startsWith(prefix)).toList();
    }

    @Override
    public Optional<PullRequest> findPullRequest(String slug, String headBranch) {
        return pullRequests.values().stream()
                .filter(found -> found.head().equals(headBranch))
                .findFirst();
    }

    @Override
    public PullRequest pullRequest(String slug, long number) {
        ask();
        return Optional.ofNullable(pullRequests.get(number))
                .orElseThrow(() -> ForgeException.permanent("There is no pull request " + number + "."));
    }

    @Override
    public PullRequest openPullRequest(String slug, NewPullRequest pullRequest) {
        throw new UnsupportedOperationException("nothing here opens pull requests");
    }

    @Override
    public void closePullRequest(String slug, long number) {
        ask();
    }

    @Override
    public PushOutcome push(String slug, Path clone, String branch, Optional<String> expected, String sha) {
        throw new UnsupportedOperationException("nothing here pushes");
    }

    @Override
    public MergeOutcome merge(String slug, long pullRequest, String expectedHead, String message) {
        throw new UnsupportedOperationException("nothing here merges");
    }

    @Override
    public Permission permission(String slug, String login) {
        ask();
        return people.getOrDefault(login, Permission.READ);
    }

    @Override
    public String cloneUrl(String slug) {
        return "none";
    }
}
