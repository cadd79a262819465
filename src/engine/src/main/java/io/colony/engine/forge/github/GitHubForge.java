package io.colony.engine.forge.github;

import io.colony.engine.forge.Forge;
import io.colony.engine.forge.HostChanges;
import io.colony.engine.forge.PullRequestReview;
import io.colony.engine.git.GitCommand;
import io.colony.engine.git.GitException;
import io.colony.engine.git.Names;
import io.colony.engine.git.RemoteAccess;
import io.colony.engine.issue.IssueKey;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.kohsuke.github.GHRepository;

/**
 * GitHub, and GitHub Enterprise, by a token or as a GitHub App.
 *
 * <p>Nothing here waits for a limit: what may not be sent now is a {@link io.colony.engine.forge.ForgeException} that says
 * for how long. Nothing that changes something is sent twice. Safe for use by many threads.
 */
public final class GitHubForge implements Forge {
    /** The adapter's name in the store. */
    public static final String NAME = "github";

    private static final int ETAGS = 4_000;
    private static final long ETAG_BYTES = 16L << 20;

    private final GitHubSettings settings;
    private final ApiUrl api;
    private final Accounts accounts;
    private final Issues issues;
    private final Labels labels;
    private final Comments comments;
    private final Checks checks;
    private final Pulls pulls;
    private final Merges merges;
    private final Protections protections;
    private final ChangeFeed feed;
    private final Pushes pushes;

    private GitHubForge(GitHubSettings settings, ApiUrl api, Accounts accounts, GitCommand git) {
        this.settings = settings;
        this.api = api;
        this.accounts = accounts;
        this.issues = new Issues(accounts);
        this.labels = new Labels(accounts);
        this.comments = new Comments(accounts);
        this.checks = new Checks(accounts);
        this.pulls = new Pulls(accounts);
        this.protections = new Protections(accounts);
        this.merges = new Merges(accounts, pulls, protections, settings.mergeMethod());
        this.feed = new ChangeFeed(accounts);
        this.pushes = new Pushes(accounts, api, pulls, git, this::repository);
    }

    /**
     * Asks nothing of GitHub yet.
     *
     * @param git pushes with it; what it fetches with is {@link #readAccess}
     * @throws io.colony.engine.forge.ForgeException where the API's address or an App's key cannot be used
     */
    public static GitHubForge create(
            GitHubSettings settings, GitHubCredentials credentials, GitCommand git, InstantSource clock) {
        Wire.Parts parts = new Wire.Parts(
                ApiUrl.of(settings.apiUrl()), new HttpTransport(), new EtagCache(ETAGS, ETAG_BYTES), Waiter.REAL);
        return create(settings, credentials, git, clock, parts);
    }

    static GitHubForge create(
            GitHubSettings settings,
            GitHubCredentials credentials,
            GitCommand git,
            InstantSource clock,
            Wire.Parts parts) {
        boolean one = credentials.ops().equals(credentials.coder());
        Identity ops = new Identity(one ? "ops and coder" : "ops", credentials.ops(), parts, clock, settings);
        Identity coder = one ? ops : new Identity("coder", credentials.coder(), parts, clock, settings);
        return new GitHubForge(settings, parts.api(), new Accounts(ops, coder), git);
    }

    /** The same accounts, pushing with another git: one that runs where the clones are. */
    public GitHubForge pushingWith(GitCommand git) {
        return new GitHubForge(settings, api, accounts, git);
    }

    /** In one line for people: where it is, and who we are there. Asks GitHub. */
    public String identities() {
        return "github at " + api.base() + ", as " + accounts.words();
    }

    /** What each credential has been used for. */
    public List<GitHubUsage> usage() {
        return accounts.usage();
    }

    /**
     * Lets git read repositories of this GitHub, and no other address: by an App's token for reading contents alone, else
     * by the token of {@code ops}. For trusted clones and mirrors; nothing of it goes to where agents work.
     */
    public static RemoteAccess readAccess(GitHubSettings settings, GitHubCredentials credentials, InstantSource clock) {
        Wire.Parts parts =
                new Wire.Parts(ApiUrl.of(settings.apiUrl()), new HttpTransport(), new EtagCache(1, 1), Waiter.REAL);
        Identity reader = new Identity("git", credentials.ops(), parts, clock, settings);
        return new GitToken(parts.api(), slug -> reader.reader(slug).current());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RepositoryInfo repository(String slug) {
        Hub hub = accounts.ops(slug).actHub();
        GHRepository found = hub.repository(slug);
        return new RepositoryInfo(
                found.getFullName(),
                found.getDefaultBranch(),
                api.checkedGit(found.getHttpTransportUrl()),
                Optional.of(Long.toString(found.getId())));
    }

    @Override
    public String cloneUrl(String slug) {
        return repository(slug).cloneUrl();
    }

    @Override
    public ForgeIssue issue(IssueKey key) {
        return issues.get(key);
    }

    @Override
    public Stream<ForgeIssue> openIssues(String slug) {
        return issues.open(slug);
    }

    /** GitHub does not let us choose the author: it is the account of {@code ops}. */
    @Override
    public ForgeIssue createIssue(String slug, String title, String body, String author, List<String> names) {
        return issues.create(slug, title, body, names);
    }

    @Override
    public Optional<ForgeIssue> findOwnIssue(String slug, String marker) {
        return issues.findOwn(slug, marker);
    }

    @Override
    public void closeIssue(IssueKey key) {
        issues.close(key);
    }

    @Override
    public void setStateLabel(IssueKey key, String prefix, String label) {
        labels.set(key, prefix, label);
    }

    @Override
    public void putComment(IssueKey key, String marker, String body) {
        comments.put(key, marker, body);
    }

    @Override
    public Stream<ForgeComment> comments(IssueKey key) {
        return comments.list(key);
    }

    @Override
    public long newestComment(IssueKey key) {
        return comments.newest(key);
    }

    @Override
    public Optional<ForgeComment> comment(IssueKey key, long id) {
        return comments.find(key, id);
    }

    @Override
    public void react(IssueKey key, long commentId, Reaction reaction) {
        comments.react(key.repository(), commentId, reaction);
    }

    @Override
    public boolean isOwn(String login) {
        return accounts.isOwn(login);
    }

    @Override
    public Optional<Deed> labelledBy(IssueKey key, String label) {
        return issues.labelledBy(key, label);
    }

    @Override
    public LastEdits lastEdits(IssueKey key) {
        return issues.lastEdits(key);
    }

    @Override
    public Optional<Reopening> reopened(IssueKey key) {
        return issues.reopened(key);
    }

    @Override
    public List<IssueKey> blockers(IssueKey key) {
        return issues.blockers(key);
    }

    @Override
    public List<IssueKey> subIssues(IssueKey key) {
        return issues.subIssues(key);
    }

    @Override
    public void addSubIssue(IssueKey parent, IssueKey child) {
        issues.addSubIssue(parent, child);
    }

    @Override
    public boolean tellsChanges() {
        return true;
    }

    @Override
    public HostChanges changes(String slug, Optional<String> cursor) {
        return feed.read(slug, cursor);
    }

    @Override
    public Stream<PullRequestReview.LineComment> lineComments(String slug, long number, long reviewId) {
        return comments.atLines(slug, number, reviewId);
    }

    @Override
    public List<PullRequestReview> reviews(String slug, long number) {
        return comments.reviews(slug, number);
    }

    @Override
    public String reviewBody(String slug, long number, long reviewId) {
        return comments.reviewBody(slug, number, reviewId);
    }

    @Override
    public String pullRequestBody(String slug, long number) {
        return pulls.body(slug, number);
    }

    @Override
    public void describePullRequest(String slug, long number, String title, String body) {
        pulls.describe(slug, number, title, body);
    }

    @Override
    public void setStatus(String slug, CommitStatus status) {
        checks.set(slug, status);
    }

    @Override
    public List<CommitStatus> statuses(String slug, String sha) {
        return checks.list(slug, sha);
    }

    @Override
    public Optional<String> tip(String slug, String branch) {
        return isBranch(branch) ? pulls.tip(slug, branch, Lane.READ) : Optional.empty();
    }

    private static boolean isBranch(String branch) {
        try {
            return Names.branch(branch).equals(branch);
        } catch (GitException noBranch) {
            return false;
        }
    }

    @Override
    public List<String> branches(String slug, String prefix) {
        String path = ApiUrl.repository(slug) + "/git/matching-refs/heads/" + ApiUrl.branch(prefix);
        return accounts.ops(slug)
                .read()
                .list(path)
                .map(ref -> Json.text(ref, "ref"))
                .filter(ref -> ref.startsWith("refs/heads/" + prefix))
                .map(ref -> ref.substring("refs/heads/".length()))
                .toList();
    }

    @Override
    public Optional<PullRequest> findPullRequest(String slug, String headBranch) {
        return pulls.find(slug, headBranch);
    }

    @Override
    public PullRequest pullRequest(String slug, long number) {
        return pulls.get(slug, number);
    }

    @Override
    public PullRequest openPullRequest(String slug, NewPullRequest pullRequest) {
        return pulls.open(slug, pullRequest);
    }

    @Override
    public void closePullRequest(String slug, long number) {
        pulls.close(slug, number);
    }

    @Override
    public PushOutcome push(String slug, Path clone, String branch, Optional<String> expected, String sha) {
        return pushes.push(slug, clone, branch, expected, sha);
    }

    @Override
    public MergeOutcome merge(String slug, long pullRequest, String expectedHead, String message) {
        return merges.merge(slug, pullRequest, expectedHead, message);
    }

    @Override
    public boolean inMergeQueue(String slug, long pullRequest) {
        return merges.isQueued(slug, pullRequest);
    }

    @Override
    public Permission permission(String slug, String login) {
        String path = ApiUrl.repository(slug) + "/collaborators/" + ApiUrl.segment(login) + "/permission";
        return accounts.ops(slug)
                .read()
                .find(path)
                .map(found -> permission(Json.text(found, "permission")))
                .orElse(Permission.NONE);
    }

    private static Permission permission(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "admin" -> Permission.ADMIN;
            case "write", "maintain" -> Permission.WRITE;
            case "read", "triage" -> Permission.READ;
            default -> Permission.NONE;
        };
    }

    @Override
    public Protection protection(String slug, String branch) {
        return protections.of(slug, branch);
    }
}
