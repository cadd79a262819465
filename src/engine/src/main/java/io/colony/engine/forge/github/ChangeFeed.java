package io.colony.engine.forge.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.forge.HostChanges;
import io.colony.engine.forge.HostChanges.Item;
import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what has changed by the time of change and never by page numbers, under which an issue that changes meanwhile
 * would push another one out of sight. Each question begins a second before the newest change that was told; what has the
 * same time as that is told twice rather than not at all.
 */
final class ChangeFeed {
    /** Of the longest issues so many are no more than an answer may be: each question is one answer here. */
    static final int PAGE = 25;

    private static final String ORDER = "&sort=updated&per_page=" + PAGE;

    private final Accounts accounts;

    ChangeFeed(Accounts accounts) {
        this.accounts = accounts;
    }

    HostChanges read(String slug, Optional<String> cursor) {
        ChangeCursor from = cursor.map(ChangeCursor::parse).orElseGet(() -> begin(slug));
        String path = ApiUrl.repository(slug) + "/issues?state=" + (from.opening() ? "open" : "all") + ORDER
                + "&direction=asc&since=" + from.upTo().minusSeconds(1) + "&page=" + from.page();
        Answer answer = accounts.ops(slug).read().ask(path, from.etag());
        return answer.status() == 304 ? new HostChanges(List.of(), cursor, false) : told(slug, from, answer);
    }

    /** Changes are to be told from what was the newest before the opening was read. */
    private ChangeCursor begin(String slug) {
        String newest = ApiUrl.repository(slug) + "/issues?state=all&sort=updated&direction=desc&per_page=1";
        JsonNode found = body(accounts.ops(slug).read().ask(newest, Optional.empty()));
        Instant next = Json.time(found.path(0), "updated_at").orElse(Instant.EPOCH.plusSeconds(1));
        return new ChangeCursor(true, Instant.EPOCH.plusSeconds(1), next, 1, Optional.empty());
    }

    private static HostChanges told(String slug, ChangeCursor from, Answer answer) {
        JsonNode page = body(answer);
        List<Item> items = new ArrayList<>();
        Instant newest = from.upTo();
        for (JsonNode issue : page) {
            Item item = item(slug, issue);
            if (!item.updatedAt().isBefore(from.upTo())) {
                items.add(item);
            }
            newest = item.updatedAt().isAfter(newest) ? item.updatedAt() : newest;
        }
        boolean full = page.size() >= PAGE;
        ChangeCursor next = next(from, newest, full, answer.header("etag"));
        return new HostChanges(List.copyOf(items), Optional.of(next.text()), full);
    }

    private static ChangeCursor next(ChangeCursor from, Instant newest, boolean full, Optional<String> etag) {
        boolean sameQuestion = newest.equals(from.upTo());
        if (full) {
            return new ChangeCursor(
                    from.opening(), newest, from.next(), sameQuestion ? from.page() + 1 : 1, Optional.empty());
        }
        if (from.opening()) {
            return new ChangeCursor(false, from.next(), from.next(), 1, Optional.empty());
        }
        return new ChangeCursor(
                false, newest, from.next(), 1, sameQuestion && from.page() == 1 ? etag : Optional.empty());
    }

    private static Item item(String slug, JsonNode issue) {
        List<String> labels = new ArrayList<>();
        issue.path("labels").forEach(label -> labels.add(Json.text(label, "name")));
        return new Item(
                Issues.key(issue)
                        .orElseGet(() -> new IssueKey(slug, issue.path("number").asLong())),
                issue.has("pull_request"),
                Json.text(issue, "state").equals("open"),
                List.copyOf(labels),
                Json.time(issue, "updated_at").orElse(Instant.EPOCH));
    }

    private static JsonNode body(Answer answer) {
        try {
            return Api.body(answer);
        } catch (JsonProcessingException noJson) {
            throw ForgeException.temporary(
                    "GitHub's list of changes is no JSON. It will be asked again; if it goes on, check"
                            + " github.api_url and any proxy.",
                    noJson);
        }
    }
}
