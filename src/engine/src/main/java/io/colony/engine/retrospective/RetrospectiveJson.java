package io.colony.engine.retrospective;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.database.Json;

/** The shape in which a retrospective is stored and printed; {@code docs/memory.md} describes it. */
public final class RetrospectiveJson {
    private RetrospectiveJson() {}

    public static ObjectNode of(Retrospective retrospective) {
        ObjectNode json = Json.object()
                .put("schema_version", 1)
                .put("issue", retrospective.issue().toString())
                .put("generation", retrospective.generation())
                .put("ended_as", retrospective.endedAs())
                .put("reason", retrospective.reason().text())
                .put("created_at", retrospective.createdAt().toString())
                .put("ended_at", retrospective.endedAt().toString());
        tried(json.putArray("tried"), retrospective);
        json.put("attempts_left_out", retrospective.attemptsLeftOut());
        cost(json.putObject("cost"), retrospective.cost());
        retrospective.files().forEach(json.putArray("files")::add);
        json.put("files_left_out", retrospective.filesLeftOut());
        ArrayNode people = json.putArray("people");
        retrospective
                .people()
                .forEach(person -> people.addObject()
                        .put("person", person.person())
                        .put("action", person.action())
                        .put("reason", person.reason().text())
                        .put("at", person.at().toString()));
        ArrayNode lessons = json.putArray("lessons");
        retrospective
                .lessons()
                .forEach(lesson -> lessons.addObject()
                        .put("rule", lesson.rule())
                        .put("advice", lesson.advice())
                        .put("quote", lesson.quote().text())
                        .put("times", lesson.times()));
        return json;
    }

    private static void tried(ArrayNode array, Retrospective retrospective) {
        retrospective
                .tried()
                .forEach(tried -> array.addObject()
                        .put("stage", tried.stage())
                        .put("attempt", tried.attempt())
                        .put("result", tried.result())
                        .put("reason", tried.reason().text())
                        .put("usd", tried.cost().amount().toPlainString())
                        .put("wasted", tried.wasted()));
    }

    private static void cost(ObjectNode json, Retrospective.Cost cost) {
        json.put("usd", cost.total().amount().toPlainString())
                .put("wasted_usd", cost.wasted().amount().toPlainString())
                .put("estimated", cost.estimated());
        ArrayNode shares = json.putArray("shares");
        cost.shares()
                .forEach(share -> shares.addObject()
                        .put("stage", share.stage())
                        .put("role", share.role())
                        .put("attempts", share.attempts())
                        .put("usd", share.total().amount().toPlainString())
                        .put("wasted_usd", share.wasted().amount().toPlainString()));
    }
}
