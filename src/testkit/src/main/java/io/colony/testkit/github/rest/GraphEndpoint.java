package io.colony.testkit.github.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights;
import java.util.List;

/** Of GraphQL only what REST does not tell: who edited an issue's text last. */
final class GraphEndpoint {
    static final String PATH = "/graphql";

    void register(Router router) {
        router.add("POST", PATH, this::answer);
    }

    private Answer answer(Call call) {
        if (!call.text("query").orElse("").contains("lastEditedAt")) {
            return Answer.ok(Fields.of("errors", List.of(Fields.of("message", "This is not simulated."))));
        }
        JsonNode variables = call.body().path("variables");
        Repo repo = call.world()
                .repository(
                        variables.path("owner").asText(), variables.path("name").asText())
                .orElseThrow(Refusal::notFound);
        Rights.check(repo, call.actor(), IssueEndpoints.READING);
        Issue issue = repo.issue(variables.path("number").asLong());
        Fields told = Fields.of("lastEditedAt", issue.bodyEditedAt)
                .with(
                        "editor",
                        issue.bodyEditor.map(by -> Fields.of("login", by.login().replace("[bot]", ""))
                                .with("__typename", by.login().endsWith("[bot]") ? "Bot" : "User")));
        return Answer.ok(Fields.of("data", Fields.of("repository", Fields.of("issue", told))));
    }
}
