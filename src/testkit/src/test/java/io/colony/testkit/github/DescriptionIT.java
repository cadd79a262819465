package io.colony.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.testkit.github.description.Conformance;
import io.colony.testkit.github.description.Description;
import io.colony.testkit.github.rest.Answer;
import io.colony.testkit.github.rest.Asked;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The comparison with GitHub's description finds what is wrong, and nothing else. */
@SuppressWarnings("NullAway.Init")
class DescriptionIT extends WithGitHub {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What GitHub's own examples lack that its description asks for, since most of them are older, and what the description
     * has wrong: installations are sent with numbers for times, and one of two kinds of reviewers.
     */
    private static final Set<String> KNOWN = Set.of(
            "(whole): must be valid to one and only one schema, but 0 are valid",
            "(whole): required property 'requested_team' not found",
            "app: required property 'events' not found",
            "app: required property 'permissions' not found",
            "check_run: required property 'details_url' not found",
            "check_run: required property 'node_id' not found",
            "comment: required property 'performed_via_github_app' not found",
            "comment: required property 'reactions' not found",
            "created_at: integer found, string expected",
            "installation: required property 'app_slug' not found",
            "installation: required property 'suspended_at' not found",
            "installation: required property 'suspended_by' not found",
            "issue: required property 'active_lock_reason' not found",
            "issue: required property 'reactions' not found",
            "label: required property 'description' not found",
            "labels: required property 'description' not found",
            "new_repository: required property 'has_discussions' not found",
            "pull_request: required property 'active_lock_reason' not found",
            "pull_request: required property 'auto_merge' not found",
            "pull_request: required property 'draft' not found",
            "repo: required property 'has_discussions' not found",
            "repo: required property 'topics' not found",
            "repo: required property 'visibility' not found",
            "repository: required property 'disabled' not found",
            "repository: required property 'has_discussions' not found",
            "repository: required property 'topics' not found",
            "repository: required property 'visibility' not found",
            "updated_at: integer found, string expected",
            "verification: required property 'verified_at' not found");

    private static final Set<String> EVENTS = Set.of(
            "issues",
            "issue_comment",
            "pull_request",
            "pull_request_review",
            "check_run",
            "check_suite",
            "status",
            "push",
            "label",
            "repository",
            "installation");

    private Description description;

    @BeforeEach
    void load() {
        Optional<Description> installed = Description.installed();
        assumeTrue(installed.isPresent(), "GitHub's description is not installed; 'bin/github-descriptions' does that");
        description = installed.orElseThrow();
    }

    @Test
    void whatIsWrongIsFound() {
        Conformance conformance = new Conformance(description);
        shop.as(ada).openIssue("One", "");
        ObjectNode issue = (ObjectNode) client.get(REPO + "/issues/1").body();
        issue.remove("html_url");
        issue.put("number", "one");
        ((ObjectNode) issue.path("user")).put("login", 7);
        conformance.saw(asked("GET", REPO + "/issues/1", "what=ever", ""), new Answer(200, issue, Map.of()));
        conformance.saw(asked("POST", REPO + "/issues", "", "{\"body\":1}"), new Answer(299, issue, Map.of()));
        conformance.saw(asked("GET", REPO + "/nothing", "", ""), new Answer(200, issue, Map.of()));
        assertThat(conformance.violations().keySet())
                .anySatisfy(found -> assertThat(found).contains("html_url"))
                .anySatisfy(found -> assertThat(found).contains("answer /number: string found, integer expected"))
                .anySatisfy(found -> assertThat(found).contains("/user/login"))
                .anySatisfy(found -> assertThat(found).contains("unknown parameter 'what'"))
                .anySatisfy(found -> assertThat(found).contains("required property 'title' not found"))
                .anySatisfy(found -> assertThat(found).contains("/nothing is not described"))
                .anySatisfy(found -> assertThat(found).contains("299 answer: this status is not described"));
    }

    private static Asked asked(String method, String path, String query, String body) {
        return new Asked(method, path, query, Map.of(), body);
    }

    @Test
    void githubsOwnExamplesAgree() throws Exception {
        Path here = projectRoot();
        JsonNode examples = JSON.readTree(here.resolve("target/github/node_modules/@octokit/webhooks-examples")
                .resolve("api.github.com/index.json")
                .toFile());
        Set<String> wrong = new TreeSet<>();
        int compared = 0;
        for (JsonNode event : examples) {
            String name = event.path("name").asText();
            for (JsonNode payload : EVENTS.contains(name) ? event.path("examples") : JSON.createArrayNode()) {
                compared++;
                description.payloadProblems(name, payload.path("action").asText(), payload).stream()
                        .map(problem ->
                                problem.replaceAll("^.*?([^/]*): ", "$1: ").replaceAll("^\\d+: ", "labels: "))
                        .forEach(wrong::add);
            }
        }
        assertThat(compared).isGreaterThan(40);
        assertThat(wrong).isSubsetOf(KNOWN);
    }
}
