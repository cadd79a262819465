package io.colony.engine.forge.local;

import io.colony.engine.database.Database;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.issue.IssueKey;
import io.colony.engine.process.CommandRunner;
import io.colony.engine.process.CommandRunner.CommandOutput;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The code host that needs no account: bare git repositories below a directory, and issues, comments, labels, pull
 * requests and statuses in the store. For trials and for places without a network.
 *
 * <p>It knows no accounts: whoever can run the program and reach the store may do everything, so every login is {@link
 * Permission#ADMIN}, except Colony's own identities ({@value #IDENTITY} and names that begin with {@code colony-}), which
 * may only read: no agent can approve or command anything. Nothing of a repository is ever run: its hooks are off.
 *
 * <p>Several programs may use the same directory and store at once. Safe for use by many threads.
 */
public final class LocalForge implements Forge {
    /** The adapter's name in the store. */
    public static final String NAME = "local";

    /** Who Colony's own comments are from. */
    public static final String IDENTITY = OWN_IDENTITY;

    private final PostgresLocalStore store;
    private final LocalPullRequests pullRequests;
    private final LocalImport imports;
    private final LocalGit git;

    private LocalForge(PostgresLocalStore store, LocalPullRequests pullRequests, LocalImport imports, LocalGit git) {
        this.store = store;
        this.pullRequests = pullRequests;
        this.imports = imports;
        this.git = git;
    }

    /**
     * @param root the directory that the bare repositories lie below, as {@code owner/name.git}; made where it is missing
     * @throws ForgeException when the directory cannot be made
     */
    public static LocalForge create(Database database, Path root, CommandRunner commands, InstantSource clock) {
        Path real = realPath(root);
        LocalGit git = new LocalGit(commands, real);
        PostgresLocalStore store = new PostgresLocalStore(database, real, clock);
        return new LocalForge(store, new LocalPullRequests(store, git), new LocalImport(store, git, real, clock), git);
    }

    private static Path realPath(Path root) {
        try {
            return Files.createDirectories(root).toRealPath();
        } catch (IOException failure) {
            throw ForgeException.permanent(
                    "The local code host's directory " + root + " cannot be made: " + failure.getMessage()
                            + ". Name one that can be written to.",
                    failure);
        }
    }

    /**
     * Takes in a repository from this machine: all its branches and tags, nothing uncommitted. The source is only read,
     * and shares nothing with the copy. Its default branch is HEAD's of a bare repository; of a work tree the one that
     * {@code origin/HEAD} names, else {@code main}, else {@code master}, else what is checked out.
     *
     * @param slug {@code owner/name}, which must be new
     * @throws ForgeException when it cannot be; then nothing was changed
     */
    public RepositoryInfo importRepository(String slug, Path source) {
        return info(imports.fromPath(slug, source, Optional.empty()));
    }

    /**
     * Takes in a repository from this machine with a default branch of one's choice; where it was taken in before, brings
     * that branch up to the source's, forward only. The source is only read.
     *
     * @throws ForgeException when it cannot be, such as when both have commits that the other lacks; then nothing was
     *     changed
     */
    public RepositoryInfo takeIn(String slug, Path source, String branch) {
        Optional<LocalRepository> present = store.find(slug);
        if (present.isEmpty()) {
            return info(imports.fromPath(slug, source, Optional.of(branch)));
        }
        if (!present.get().defaultBranch().equals(branch)) {
            throw ForgeException.permanent("The local code host has '" + slug + "' with the default branch '"
                    + present.get().defaultBranch() + "'; it cannot be taken in again with '" + branch + "'.");
        }
        imports.bringUp(present.get(), source, branch);
        return info(present.get());
    }

    /** {@link #importRepository(String, Path)} from an https, ssh, git or file URL that asks for no password. */
    public RepositoryInfo importRepository(String slug, URI source) {
        return info(imports.fromUrl(slug, source));
    }

    /** The repository, where there is one of that name. */
    public Optional<RepositoryInfo> findRepository(String slug) {
        return store.find(slug).map(LocalForge::info);
    }

    /** Sets which statuses must be successful at a head before it is merged; none by default. */
    public void requireChecks(String slug, List<String> contexts) {
        store.get(slug);
        store.requireChecks(slug, contexts);
    }

    /** A person's comment on an issue or pull request. */
    public void addComment(IssueKey key, String author, String body) {
        requireCommentable(key);
        store.addComment(key, author, Optional.empty(), body);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RepositoryInfo repository(String slug) {
        return info(store.get(slug));
    }

    private static RepositoryInfo info(LocalRepository repository) {
        return new RepositoryInfo(repository.slug(), repository.defaultBranch(), url(repository));
    }

    /** A URL and no path, so that clones go over the transport and never share an object file by a hard link. */
    private static String url(LocalRepository repository) {
        String url = repository.directory().toUri().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    @Override
    public String cloneUrl(String slug) {
        return url(store.get(slug));
    }

    @Override
    public ForgeIssue issue(IssueKey key) {
        return store.findIssue(key).orElseThrow(() -> noIssue(key));
    }

    private static ForgeException noIssue(IssueKey key) {
        return ForgeException.permanent("The local code host has no issue " + key + ".");
    }

    @Override
    public Stream<ForgeIssue> openIssues(String slug) {
        store.get(slug);
        return store.openIssues(slug);
    }

    @Override
    public ForgeIssue createIssue(String slug, String title, String body, String author, List<String> labels) {
        store.get(slug);
        return store.addIssue(slug, title, body, author, labels);
    }

    @Override
    public Optional<ForgeIssue> findOwnIssue(String slug, String marker) {
        store.get(slug);
        return store.issuesBy(slug, IDENTITY).stream()
                .filter(issue -> issue.body().lines().anyMatch(marker::equals))
                .findFirst();
    }

    @Override
    public void closeIssue(IssueKey key) {
        if (!store.setOpen(key, false)) {
            throw noIssue(key);
        }
    }

    @Override
    public void setStateLabel(IssueKey key, String prefix, String label) {
        if (!label.startsWith(prefix)) {
            throw ForgeException.permanent("The label '" + label + "' does not begin with '" + prefix
                    + "', so that it could never be taken away again. Nothing was changed on " + key + ".");
        }
        boolean labelled =
                store.setPrefixedLabel(key, prefix, label) || pullRequests.exists(key.repository(), key.number());
        if (!labelled) {
            throw noIssue(key);
        }
    }

    @Override
    public void putComment(IssueKey key, String marker, String body) {
        requireCommentable(key);
        store.addComment(key, IDENTITY, Optional.of(marker), body);
    }

    private void requireCommentable(IssueKey key) {
        if (store.findIssue(key).isEmpty() && !pullRequests.exists(key.repository(), key.number())) {
            throw ForgeException.permanent("The local code host has no issue or pull request " + key + ".");
        }
    }

    @Override
    public Stream<ForgeComment> comments(IssueKey key) {
        requireCommentable(key);
        return store.comments(key);
    }

    @Override
    public void setStatus(String slug, CommitStatus status) {
        LocalRepository repository = store.get(slug);
        if (!LocalSlug.isSha(status.sha())
                || git.commit(repository.directory(), status.sha()).isEmpty()) {
            throw ForgeException.permanent("Repository " + slug + " has no commit " + status.sha()
                    + " to set the status '" + status.context() + "' on. Push it first.");
        }
        store.putStatus(slug, status);
    }

    @Override
    public List<CommitStatus> statuses(String slug, String sha) {
        store.get(slug);
        return store.statuses(slug, sha);
    }

    @Override
    public Optional<String> tip(String slug, String branch) {
        LocalRepository repository = store.get(slug);
        return LocalSlug.isBranch(branch) ? git.tip(repository.directory(), branch) : Optional.empty();
    }

    @Override
    public List<String> branches(String slug, String prefix) {
        LocalRepository repository = store.get(slug);
        return git.read(repository.directory(), "for-each-ref", "--format=%(refname:strip=2)", "refs/heads")
                .lines()
                .filter(branch -> branch.startsWith(prefix))
                .toList();
    }

    @Override
    public Optional<PullRequest> findPullRequest(String slug, String headBranch) {
        return pullRequests.find(slug, headBranch);
    }

    @Override
    public String pullRequestBody(String slug, long number) {
        return pullRequests.body(slug, number);
    }

    @Override
    public PullRequest pullRequest(String slug, long number) {
        return pullRequests.get(slug, number);
    }

    @Override
    public PullRequest openPullRequest(String slug, NewPullRequest pullRequest) {
        return pullRequests.open(slug, pullRequest);
    }

    @Override
    public void closePullRequest(String slug, long number) {
        pullRequests.close(slug, number);
    }

    @Override
    public PushOutcome push(String slug, Path clone, String branch, Optional<String> expected, String sha) {
        LocalRepository repository = store.get(slug);
        Optional<PushOutcome.Rejected> refusal = refusal(repository, branch, expected, sha);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (git.tip(repository.directory(), branch).equals(Optional.of(sha))) {
            return new PushOutcome.Pushed(true);
        }
        String ref = "refs/heads/" + branch;
        CommandOutput output = git.run(
                clone,
                Map.of(),
                "",
                "push",
                "--porcelain",
                "--no-verify",
                "--no-follow-tags",
                "--force-with-lease=" + ref + ":" + expected.orElse(""),
                "--",
                repository.directory().toString(),
                sha + ":" + ref);
        return output.exitCode() == 0
                ? new PushOutcome.Pushed(false)
                : failedPush(repository, branch, expected, sha, output);
    }

    private static Optional<PushOutcome.Rejected> refusal(
            LocalRepository repository, String branch, Optional<String> expected, String sha) {
        if (!LocalSlug.isBranch(branch)) {
            return Optional.of(new PushOutcome.Rejected("'" + branch + "' is no branch name that is pushed to"));
        }
        if (branch.equals(repository.defaultBranch())) {
            return Optional.of(new PushOutcome.Rejected("'" + branch + "' is the default branch of " + repository.slug()
                    + ": it changes by merging a pull request only"));
        }
        if (!LocalSlug.isSha(sha) || !expected.map(LocalSlug::isSha).orElse(true)) {
            return Optional.of(new PushOutcome.Rejected("commits are named by 40 hexadecimal digits"));
        }
        return Optional.empty();
    }

    private PushOutcome failedPush(
            LocalRepository repository, String branch, Optional<String> expected, String sha, CommandOutput output) {
        Optional<String> tip = git.tip(repository.directory(), branch);
        if (tip.equals(Optional.of(sha))) {
            return new PushOutcome.Pushed(true);
        }
        if (!tip.equals(expected)) {
            return new PushOutcome.Moved(tip);
        }
        if (output.timedOut()) {
            throw LocalGit.failure(output, "Pushing '" + branch + "' to " + repository.slug());
        }
        return new PushOutcome.Rejected(LocalGit.lastLines(output.stdout() + "\n" + output.stderr()));
    }

    @Override
    public MergeOutcome merge(String slug, long pullRequest, String expectedHead, String message) {
        return pullRequests.merge(slug, pullRequest, expectedHead, message);
    }

    @Override
    public Permission permission(String slug, String login) {
        store.get(slug);
        return isOwn(login) ? Permission.READ : Permission.ADMIN;
    }

    @Override
    public boolean isOwn(String login) {
        return login.equals(IDENTITY) || login.startsWith(IDENTITY + "-");
    }

    /** Nobody merges here but through {@link #merge}, which asks for the checks. */
    @Override
    public Protection protection(String slug, String branch) {
        return new Protection.Known(
                store.get(slug).requiredChecks().stream().sorted().toList(), false);
    }
}
