package io.colony.engine.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** A notice as a comment. Names are ours; whatever others wrote calls nobody and starts nothing. */
final class CommentText {
    private CommentText() {}

    static String of(WaitingIssue issue, List<String> people, int reminder, Instant now) {
        String names = people.stream().map(person -> "@" + person).collect(Collectors.joining(" "));
        return names + ": " + (reminder == 0 ? "" : "reminder " + reminder + ": ") + "this waits for you ("
                + issue.state() + " for " + age(Duration.between(issue.since(), now)) + ").\n\n> "
                + Login.defused(issue.reason()).replace("<", "&lt;")
                + "\n\n`/colony:why` says what it waits for and who can move it.";
    }

    private static String age(Duration age) {
        if (age.toDays() > 0) {
            return count(age.toDays(), "day");
        }
        return age.toHours() > 0 ? count(age.toHours(), "hour") : count(Math.max(0, age.toMinutes()), "minute");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
