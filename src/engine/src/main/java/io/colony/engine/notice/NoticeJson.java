package io.colony.engine.notice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;

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
            case Notice.Digest digest -> {
                common(json, "digest", notice)
                        .put("from", digest.from().toString())
                        .put("until", digest.until().toString());
                ArrayNode issues = json.putArray("issues");
                digest.issues().forEach(issue -> issues.add(issue(issue)));
                yield json.put("left_out", digest.leftOut());
            }
        };
    }

    private static ObjectNode common(ObjectNode json, String type, Notice notice) {
        json.put("type", type).put("id", notice.id());
        notice.people().forEach(json.putArray("people")::add);
        return json;
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
