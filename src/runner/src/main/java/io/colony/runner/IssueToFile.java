package io.colony.runner;

/** An issue that is to be filed on the local code host and picked up at once. */
public record IssueToFile(String slug, String title, String body) {}
