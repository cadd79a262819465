package io.jenkins.plugins.colony;

import io.colony.engine.ColonyException;
import io.colony.engine.issue.IssueKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the job of an issue lies: {@code colony/<owner>/<repository>/issue-<number>}. */
public final class IssueJobName {
    public static final String ROOT = "colony";

    private static final Pattern FORM = Pattern.compile(ROOT + "/([^/]+/[^/]+)/issue-([0-9]+)");
    private static final int LONGEST_TITLE = 120;

    private IssueJobName() {}

    /** The full name of the folder of a repository. */
    public static String folder(IssueKey issue) {
        return ROOT + "/" + issue.repository();
    }

    /** The job's name in its folder. */
    public static String name(IssueKey issue) {
        return "issue-" + issue.number();
    }

    public static String fullName(IssueKey issue) {
        return folder(issue) + "/" + name(issue);
    }

    /** The full name of the job of an issue, or of the folder of a repository where it is about no issue. */
    public static String item(String repository, Optional<IssueKey> issue) {
        return issue.map(IssueJobName::fullName).orElse(ROOT + "/" + repository);
    }

    /** What people see of it. */
    public static String displayName(IssueKey issue, String title) {
        String line = title.replaceAll("\\p{Cntrl}+", " ").strip();
        String cut = line.length() <= LONGEST_TITLE ? line : line.substring(0, LONGEST_TITLE - 1) + "\u2026";
        return "#" + issue.number() + " " + cut;
    }

    /** The issue whose job has that full name; empty for any other job. */
    public static Optional<IssueKey> issue(String fullName) {
        Matcher name = FORM.matcher(fullName);
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(IssueKey.parse(name.group(1) + "#" + name.group(2)));
        } catch (ColonyException other) {
            return Optional.empty();
        }
    }

    /** The issue's page, from Jenkins' own address on. */
    public static String page(IssueKey issue) {
        return "/colony/issues/" + issue.repository() + "/" + issue.number();
    }
}
