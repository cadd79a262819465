package io.colony.testkit.github.world;

import java.time.Instant;
import java.util.Optional;

/** A check run of a commit. Guarded by the world's lock. */
public final class CheckRun {
    public final long id;
    public final Suite suite;
    public String name;
    public String status = "queued";
    public Optional<String> conclusion = Optional.empty();
    public Optional<String> title = Optional.empty();
    public Optional<String> summary = Optional.empty();
    public Optional<String> externalId = Optional.empty();
    public Optional<String> detailsUrl = Optional.empty();
    public Optional<Instant> startedAt = Optional.empty();
    public Optional<Instant> completedAt = Optional.empty();

    CheckRun(long id, Suite suite, String name) {
        this.id = id;
        this.suite = suite;
        this.name = name;
    }

    /** The runs that one app made of a commit. */
    public record Suite(long id, App app, String sha, Optional<String> branch, Instant createdAt) {}
}
