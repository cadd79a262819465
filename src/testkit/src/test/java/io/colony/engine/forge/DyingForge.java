package io.colony.engine.forge;

import io.colony.engine.issue.IssueKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A code host whose caller is killed right before or right after it pushes, opens a pull request or merges. */
final class DyingForge implements Forge {
    private final Forge forge;
    private final boolean afterwards;

    DyingForge(Forge forge, boolean afterwards) {
        this.forge = forge;
        this.afterwards = afterwards;
    }

    private <T> T die(Supplier<T> act) {
        String done = afterwards ? "after " + act.get() : "before";
        throw new IllegalStateException("killed", new IllegalStateException(done));
    }

    @Override
    public PushOutcome push(String slug, Path clone, String branch, Optional<String> expected, String sha) {
        return die(() -> forge.push(slug, clone, branch, expected, sha));
    }

    @Override
    public PullRequest openPullRequest(String slug, NewPullRequest pullRequest) {
        return die(() -> forge.openPullRequest(slug, pullRequest));
    }

    @Override
    public MergeOutcome merge(String slug, long pullRequest, String expectedHead, String message) {
        return die(() -> forge.merge(slug, pullRequest, expectedHead, message));
    }

    @Override
    public String name() {
        return forge.name();
    }

    @Override
    public RepositoryInfo repository(String slug) {
        return forge.repository(slug);
    }

    @Override
    public ForgeIssue issue(IssueKey key) {
        return forge.issue(key);
    }

    @Override
    public Stream<ForgeIssue> openIssues(String slug) {
        return forge.openIssues(slug);
    }

    @Override
    public ForgeIssue createIssue(String slug, String title, String body, String author, List<String> labels) {
        return forge.createIssue(slug, title, body, author, labels);
    }

    @Override
    public void closeIssue(IssueKey key) {
        forge.closeIssue(key);
    }

    @Override
    public void setStateLabel(IssueKey key, String prefix, String label) {
        forge.setStateLabel(key, prefix, label);
    }

    @Override
    public void putComment(IssueKey key, String marker, String body) {
        forge.putComment(key, marker, body);
    }

    @Override
    public Stream<ForgeComment> comments(IssueKey key) {
        return forge.comments(key);
    }

    @Override
    public void setStatus(String slug, CommitStatus status) {
        forge.setStatus(slug, status);
    }

    @Override
    public List<CommitStatus> statuses(String slug, String sha) {
        return forge.statuses(slug, sha);
    }

    @Override
    public Optional<String> tip(String slug, String branch) {
        return forge.tip(slug, branch);
    }

    @Override
    public List<String> branches(String slug, String prefix) {
        return forge.branches(slug, prefix);
    }

    @Override
    public Optional<PullRequest> findPullRequest(String slug, String headBranch) {
        return forge.findPullRequest(slug, headBranch);
    }

    @Override
    public PullRequest pullRequest(String slug, long number) {
        return forge.pullRequest(slug, number);
    }

    @Override
    public void closePullRequest(String slug, long number) {
        forge.closePullRequest(slug, number);
    }

    @Override
    public boolean isOwn(String login) {
        return forge.isOwn(login);
    }

    @Override
    public Permission permission(String slug, String login) {
        return forge.permission(slug, login);
    }

    @Override
    public String cloneUrl(String slug) {
        return forge.cloneUrl(slug);
    }
}
