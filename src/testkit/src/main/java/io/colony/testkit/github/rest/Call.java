package io.colony.testkit.github.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Actor;
import io.colony.testkit.github.world.Comment;
import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights;
import io.colony.testkit.github.world.Rights.Need;
import io.colony.testkit.github.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request that found its end point. */
record Call(World world, Actor actor, Asked asked, Map<String, String> path, Map<String, String> query, JsonNode body) {
    Account by() {
        return actor.account();
    }

    /** A parameter of the path. */
    String at(String name) {
        return Optional.ofNullable(path.get(name)).orElseThrow(Refusal::notFound);
    }

    long number(String name) {
        try {
            return Long.parseLong(at(name));
        } catch (NumberFormatException none) {
            throw Refusal.notFound();
        }
    }

    /** The repository of the path, if the actor may do this to it. */
    Repo repo(Need need) {
        Repo repo = found();
        Rights.check(repo, actor, need);
        return repo;
    }

    /** The repository of the path, whatever the actor may do. */
    Repo found() {
        return world.repository(at("owner"), at("repo")).orElseThrow(Refusal::notFound);
    }

    Issue issue(Need need) {
        return repo(need).issue(number("issue_number"));
    }

    Issue pull(Need need) {
        Issue issue = repo(need).issue(number("pull_number"));
        issue.pulled();
        return issue;
    }

    Comment comment(Need need) {
        return repo(need).comment(number("comment_id"));
    }

    /** A parameter of the query. */
    Optional<String> asks(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A field of the body that is a text. */
    Optional<String> text(String name) {
        return Optional.of(body.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    /** A field that the body must have. */
    String needed(String resource, String name) {
        return text(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> Refusal.invalidField(resource, name, "missing_field"));
    }

    /** A list of texts; empty when the body has no such field. */
    Optional<List<String>> texts(String name) {
        return Optional.of(body.path(name)).filter(JsonNode::isArray).map(Call::texts);
    }

    /** Texts, or objects with a name. */
    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.isObject() ? each.path("name").asText() : each.asText()));
        return texts;
    }
}
