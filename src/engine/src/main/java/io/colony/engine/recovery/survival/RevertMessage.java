package io.colony.engine.recovery.survival;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a commit's message says that it takes back, in the forms of git and of code hosts: {@code This reverts commit
 * 1a2b3c4}, {@code Reverts owner/name#12}, {@code Revert "subject"}. Whoever pushes writes it: it is read and never run,
 * shown or passed on.
 *
 * @param commits names of commits, full or abbreviated, in lower case
 * @param pullRequests such as {@code 12} or {@code owner/name#12}, in lower case
 * @param subject of the commit that it quotes
 */
record RevertMessage(List<String> commits, List<String> pullRequests, Optional<String> subject) {
    private static final Pattern COMMIT =
            Pattern.compile("\\bThis reverts (?:merge )?commit ([0-9a-f]{7,40})\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern PULL_REQUEST = Pattern.compile(
            "^Reverts (?:pull request |merge request )?((?:[\\w.-]{1,100}/[\\w.-]{1,100})?)[#!](\\d{1,18})\\b",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern SUBJECT = Pattern.compile("\\ARevert \"(.+)\"(?: \\([#!]\\d+\\))?\\s*\\z");

    static RevertMessage of(String message) {
        List<String> pulls = new ArrayList<>();
        PULL_REQUEST.matcher(message).results().forEach(found -> pulls.add(pullRequest(found)));
        return new RevertMessage(
                COMMIT.matcher(message)
                        .results()
                        .map(found -> found.group(1).toLowerCase(Locale.ROOT))
                        .toList(),
                List.copyOf(pulls),
                SUBJECT.matcher(subject(message)).results().findFirst().map(found -> found.group(1)));
    }

    private static String pullRequest(MatchResult found) {
        String repository = found.group(1).toLowerCase(Locale.ROOT);
        return repository.isEmpty() ? found.group(2) : repository + "#" + found.group(2);
    }

    /** A message's first line. */
    static String subject(String message) {
        return message.lines().findFirst().orElse("").strip();
    }

    /**
     * Whether it names the change. A quoted subject counts only where nothing better is named: subjects come more than once.
     *
     * @param subjects of the change's commits, without those that other commits have since
     */
    boolean names(String slug, Set<String> change, Optional<Long> pullRequest, Set<String> subjects) {
        if (!commits.isEmpty() || !pullRequests.isEmpty()) {
            return commits.stream().anyMatch(name -> change.stream().anyMatch(sha -> sha.startsWith(name)))
                    || pullRequest
                            .filter(number -> pullRequests.contains(Long.toString(number))
                                    || pullRequests.contains(slug.toLowerCase(Locale.ROOT) + "#" + number))
                            .isPresent();
        }
        return subject.filter(subjects::contains).isPresent();
    }
}
