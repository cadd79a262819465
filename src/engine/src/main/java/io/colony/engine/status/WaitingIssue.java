package io.colony.engine.status;

/** An issue that waits for a person, and for what. */
public record WaitingIssue(IssueSummary summary, Why why) {}
