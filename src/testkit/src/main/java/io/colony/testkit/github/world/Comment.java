package io.colony.testkit.github.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A comment of an issue or pull request. Guarded by the world's lock. */
public final class Comment {
    public final long id;
    public final Issue issue;
    public final Account author;
    public final Instant createdAt;
    public final List<Reaction> reactions = new ArrayList<>();
    public String body;
    public Instant updatedAt;

    Comment(long id, Issue issue, Account author, String body, Instant at) {
        this.id = id;
        this.issue = issue;
        this.author = author;
        this.body = body;
        this.createdAt = at;
        this.updatedAt = at;
    }
}
