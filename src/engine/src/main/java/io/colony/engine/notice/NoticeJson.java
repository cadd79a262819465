package io.colony.engine.notice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;
import io.colony.engine.ledger.BudgetWarning;
import io.colony.engine.recovery.sentinel.SentinelFindings;
import io.colony.engine.retrospective.Quote;

/** The shape in which programs get a notice; published as {@code docs/schemas/notice.schema.json}. */
public final class NoticeJson {
    private NoticeJson() {}

    public static ObjectNode of(Notice notice) {
        ObjectNode json = Json.object().put("schema_version", 1);
        return switch (notice) {
            case Notice.Waiting waiting -> {
                common(json, "waiting", notice).put("reminder", waiting.reminder());
                json.set("issue", issue(waiting.issue()));
                yield json;
            }
            case Notice.Alarm alarm -> {
                common(json, alarm.alert().kind(), notice).set(alarm.alert().kind(), alert(alarm.alert()));
                yield json;
            }
            case Notice.Digest digest -> {
                common(json, "digest", notice)
                        .put("from", digest.from().toString())
                        .put("until", digest.until().toString());
                ArrayNode issues = json.putArray("issues");
                digest.issues().forEach(issue -> issues.add(issue(issue)));
                json.put("left_out", digest.leftOut());
                ArrayNode budgets = json.putArray("budgets");
                ArrayNode findings = json.putArray("findings");
                digest.alerts()
                        .forEach(alert -> (alert instanceof Alert.Budget ? budgets : findings).add(alert(alert)));
                yield json;
            }
        };
    }

    private static ObjectNode common(ObjectNode json, String type, Notice notice) {
        json.put("type", type).put("id", notice.id());
        notice.people().forEach(json.putArray("people")::add);
        return json;
    }

    /** One warning or finding, as it stands alone and in a digest. */
    public static ObjectNode alert(Alert alert) {
        return switch (alert) {
            case Alert.Budget budget -> budget(budget);
            case Alert.Found found -> finding(found.finding());
        };
    }

    private static ObjectNode budget(Alert.Budget budget) {
        BudgetWarning warning = budget.warning();
        ObjectNode json = Json.object()
                .put("scope", warning.scope().slug())
                .put("subject", warning.subject())
                .put("level", budget.level())
                .put("ceiling_usd", warning.ceiling().amount().toPlainString())
                .put("spent_usd", warning.spent().amount().toPlainString())
                .put("reserved_usd", warning.reserved().amount().toPlainString())
                .put("at", warning.at().toString())
                .put("text", warning.words());
        return warning.period().isEmpty() ? json.putNull("period") : json.put("period", warning.period());
    }

    private static ObjectNode finding(SentinelFindings.Entry finding) {
        return Json.object()
                .put("detector", finding.detector())
                .put("subject", Quote.of(finding.subject()).text())
                .put("since", finding.firstSeen().toString())
                .put("text", Quote.of(finding.reason()).text());
    }

    /** One issue as it stands in both. */
    public static ObjectNode issue(WaitingIssue issue) {
        ObjectNode json = Json.object()
                .put("key", issue.key().toString())
                .put("title", issue.title())
                .put("author", issue.author())
                .put("state", issue.state().slug())
                .put("audience", issue.audience().word())
                .put("since", issue.since().toString())
                .put("reason", issue.reason());
        issue.pullRequest()
                .ifPresentOrElse(number -> json.put("pull_request", number), () -> json.putNull("pull_request"));
        return json;
    }
}
