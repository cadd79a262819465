package io.colony.runner.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.log.VisibleLine;
import io.colony.engine.notice.Addressees;
import io.colony.engine.notice.Notice;
import io.colony.engine.notice.NoticeJson;
import io.colony.engine.notice.Notices.Told;
import io.colony.engine.notice.WaitingIssue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits for people, and how they were told.
 *
 * @param told what was told of the issues' present stay, newest first
 */
public record NoticeReport(List<WaitingIssue> waiting, List<Told> told, Addressees addressees, Instant now) {
    /** Longest waiting first. */
    public List<String> table() {
        TextTable table = new TextTable("ISSUE", "STATE", "#WAITS", "FOR", "TOLD", "WHY");
        waiting.forEach(issue -> table.row(
                issue.key().toString(),
                issue.state().slug(),
                age(Duration.between(issue.since(), now)),
                String.join(" ", people(issue)),
                told(issue),
                issue.reason()));
        return table.lines();
    }

    /** The same, each as in a notice, with {@code people} and {@code told[]}. */
    public ArrayNode json() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        waiting.forEach(issue -> {
            ObjectNode node = NoticeJson.issue(issue);
            people(issue).forEach(node.putArray("people")::add);
            ArrayNode notices = node.putArray("told");
            of(issue).forEach(each -> notices.add(json(each)));
            array.add(node);
        });
        return array;
    }

    /** Notices that were given up, newest first. */
    public static List<String> failures(List<Told> failed) {
        TextTable table = new TextTable("NOTICE", "CHANNEL", "GIVEN UP", "WHY");
        failed.forEach(each -> table.row(
                each.marker(),
                each.channel(),
                each.closedAt().map(Instant::toString).orElse("-"),
                each.error().orElse("")));
        return table.lines();
    }

    /** What a digest says, for reading. */
    public static List<String> lines(Notice.Digest digest, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(String.join(" ", digest.people()) + ": " + (digest.issues().size() + digest.leftOut()) + " waiting");
        digest.issues()
                .forEach(issue -> lines.add(VisibleLine.of("  " + issue.key() + "  " + issue.state() + " for "
                        + age(Duration.between(issue.since(), now)) + ": " + issue.reason())));
        if (digest.leftOut() > 0) {
            lines.add("  and " + digest.leftOut() + " more");
        }
        digest.alerts().forEach(alert -> lines.add(VisibleLine.of("  " + alert.kind() + ": " + alert.words())));
        return lines;
    }

    /** One notice. */
    public static ObjectNode json(Told told) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("notice", told.marker())
                .put("channel", told.channel())
                .put("reminder", told.number())
                .put("status", told.status())
                .put("due_at", told.dueAt().toString());
        told.closedAt().ifPresentOrElse(at -> node.put("closed_at", at.toString()), () -> node.putNull("closed_at"));
        told.error().ifPresentOrElse(error -> node.put("error", error), () -> node.putNull("error"));
        return node;
    }

    private List<String> people(WaitingIssue issue) {
        return addressees.of(issue.audience(), issue.key(), issue.author());
    }

    private List<Told> of(WaitingIssue issue) {
        return told.stream().filter(each -> each.issueId() == issue.id()).toList();
    }

    /** How often, and what is wrong if something is. */
    private String told(WaitingIssue issue) {
        long given = of(issue).stream()
                .filter(each -> each.status().equals("delivered"))
                .count();
        String failing = of(issue).stream()
                .filter(each -> each.error().isPresent())
                .findFirst()
                .map(each -> ", " + each.channel() + " fails: " + each.error().orElse(""))
                .orElse("");
        return given + (given == 1 ? " time" : " times") + failing;
    }

    private static String age(Duration age) {
        if (age.toDays() > 0) {
            return age.toDays() + " d " + age.toHoursPart() + " h";
        }
        return age.toHours() > 0 ? age.toHours() + " h " + age.toMinutesPart() + " min" : age.toMinutes() + " min";
    }
}
