package io.colony.testkit.github.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An issue, and of a pull request what it shares with issues. Guarded by the world's lock. */
public final class Issue {
    public final Repo repo;
    public final long id;
    public final long number;
    public final Account author;
    public final Instant createdAt;
    public final Set<String> labels = new LinkedHashSet<>();
    public final List<Comment> comments = new ArrayList<>();
    public final List<IssueEvent> events = new ArrayList<>();
    public final List<Issue> subIssues = new ArrayList<>();
    public final List<Issue> blockedBy = new ArrayList<>();
    public final List<Reaction> reactions = new ArrayList<>();
    public final Set<Account> assignees = new LinkedHashSet<>();
    public String title;
    public String body;
    public boolean open = true;
    public Optional<String> stateReason = Optional.empty();
    public Instant updatedAt;
    public Optional<Instant> closedAt = Optional.empty();
    public Optional<Account> closedBy = Optional.empty();
    public Optional<Issue> parent = Optional.empty();
    public Optional<Pull> pull = Optional.empty();
    public Optional<Account> bodyEditor = Optional.empty();
    public Optional<Instant> bodyEditedAt = Optional.empty();

    Issue(Repo repo, long id, long number, Account author, Instant at) {
        this.repo = repo;
        this.id = id;
        this.number = number;
        this.author = author;
        this.createdAt = at;
        this.updatedAt = at;
        this.title = "";
        this.body = "";
    }

    public String state() {
        return open ? "open" : "closed";
    }

    /** The pull request that it is. */
    public Pull pulled() {
        return pull.orElseThrow(() -> new Refusal(404, "Not Found"));
    }

    /** Its labels as the repository defines them now. */
    public List<Label> labelled() {
        return labels.stream().map(repo::label).flatMap(Optional::stream).toList();
    }
}
