package io.colony.testkit.github.world;

import io.colony.testkit.github.git.BareRepository;
import io.colony.testkit.github.git.Merging;
import io.colony.testkit.github.git.Writing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A repository with all that belongs to it. Guarded by the world's lock. */
public final class Repo {
    public final long id;
    public final BareRepository git;
    public final Merging merging;
    public final Writing writing;
    public final Instant createdAt;
    public final boolean isPrivate;
    public final Map<Long, Level> collaborators = new HashMap<>();
    public final Map<Long, Issue> issues = new TreeMap<>();
    public final Map<String, Label> labels = new LinkedHashMap<>();
    public final Map<String, Protection> protections = new TreeMap<>();
    public final List<Ruleset> rulesets = new ArrayList<>();
    public final List<Status> statuses = new ArrayList<>();
    public final List<CheckRun.Suite> suites = new ArrayList<>();
    public final List<CheckRun> checkRuns = new ArrayList<>();
    public final List<Hook> hooks = new ArrayList<>();
    public Account owner;
    public String name;
    public String defaultBranch;
    public Instant updatedAt;
    public Instant pushedAt;

    Repo(long id, Account owner, String name, String defaultBranch, boolean isPrivate, BareRepository git, Instant at) {
        this.id = id;
        this.owner = owner;
        this.name = name;
        this.defaultBranch = defaultBranch;
        this.isPrivate = isPrivate;
        this.git = git;
        this.merging = new Merging(git);
        this.writing = new Writing(git);
        this.createdAt = at;
        this.updatedAt = at;
        this.pushedAt = at;
    }

    public String slug() {
        return owner.login() + "/" + name;
    }

    public Optional<Label> label(String named) {
        return Optional.ofNullable(labels.get(named.toLowerCase(Locale.ROOT)));
    }

    /** An issue or pull request. */
    public Issue issue(long number) {
        return Optional.ofNullable(issues.get(number)).orElseThrow(Refusal::notFound);
    }

    /** Pull requests, newest first. */
    public List<Issue> pulls() {
        List<Issue> found = new ArrayList<>();
        issues.values().stream().filter(issue -> issue.pull.isPresent()).forEach(found::addFirst);
        return found;
    }

    public Comment comment(long commentId) {
        return issues.values().stream()
                .flatMap(issue -> issue.comments.stream())
                .filter(comment -> comment.id == commentId)
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    /** The last status of each context of a commit, newest first. */
    public List<Status> latestStatuses(String sha) {
        Map<String, Status> latest = new LinkedHashMap<>();
        allStatuses(sha).forEach(status -> latest.putIfAbsent(status.context(), status));
        return List.copyOf(latest.values());
    }

    /** All statuses of a commit, newest first. */
    public List<Status> allStatuses(String sha) {
        return statuses.stream()
                .filter(status -> status.sha().equals(sha))
                .toList()
                .reversed();
    }

    public List<CheckRun> checkRuns(String sha) {
        return checkRuns.stream().filter(run -> run.suite.sha().equals(sha)).toList();
    }
}
