package io.colony.engine.plugin;

import java.util.Optional;

/**
 * An issue as a plugin sees it. Title and body are strangers' text: never put them into a command line, a query or a page
 * unescaped.
 *
 * @param key such as {@code acme/shop#12}
 * @param repository {@code owner/name}
 * @param number the issue's number on its code host
 * @param body without hidden characters and comments
 * @param generation from 1, raised by each reimplementation
 * @param branch our branch, once something was pushed
 * @param headSha the head of that branch as last pushed by us
 * @param pullRequest its number, once it is open
 */
public record PluginIssue(
        String key,
        String repository,
        long number,
        String title,
        String body,
        String author,
        int generation,
        String baseBranch,
        Optional<String> branch,
        Optional<String> headSha,
        Optional<Long> pullRequest) {}
