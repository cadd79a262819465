package io.colony.engine.intake.webhook;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.engine.forge.HostSignal;
import io.colony.engine.forge.HostSignal.ChecksChanged;
import io.colony.engine.forge.HostSignal.Commented;
import io.colony.engine.forge.HostSignal.Irrelevant;
import io.colony.engine.forge.HostSignal.IssueChanged;
import io.colony.engine.forge.HostSignal.IssueChanged.Change;
import io.colony.engine.forge.HostSignal.PullRequestChanged;
import io.colony.engine.forge.HostSignal.Pushed;
import io.colony.engine.forge.HostSignal.RepositoryChanged;
import io.colony.engine.forge.HostSignal.Reviewed;
import io.colony.engine.forge.github.GitHubSignals;
import io.colony.engine.intake.HostFixture;
import io.colony.engine.issue.IssueKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * GitHub's own examples of its webhooks, of all events, signed and sent as they are: what is documented to be acted on is
 * read as what it is and stored, all else is noted, and nothing is an error.
 */
@SuppressWarnings("NullAway.Init")
class RealExamplesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXAMPLES =
            "target/github/node_modules/@octokit/webhooks-examples/api.github.com/index.json";

    /** Of each event that a hook is set up with, what is acted on; {@code -} stands for an event without actions. */
    private static final Map<String, Set<String>> ACTED_ON = Map.ofEntries(
            entry(
                    "issues",
                    Set.of("opened", "edited", "closed", "reopened", "labeled", "unlabeled", "deleted", "transferred")),
            entry("issue_comment", Set.of("created")),
            entry(
                    "pull_request",
                    Set.of(
                            "opened",
                            "edited",
                            "synchronize",
                            "closed",
                            "reopened",
                            "ready_for_review",
                            "converted_to_draft")),
            entry("pull_request_review", Set.of("submitted", "dismissed", "edited")),
            entry("check_run", Set.of("created", "completed", "rerequested", "requested_action")),
            entry("check_suite", Set.of("completed")),
            entry("status", Set.of("-")),
            entry("push", Set.of("-")),
            entry("repository", Set.of("renamed", "transferred", "edited", "archived", "unarchived")));

    private final HostFixture colony = new HostFixture();
    private List<Example> examples;

    private record Example(String event, JsonNode payload) {
        String action() {
            return payload.path("action").asText("-");
        }

        String text(String pointer) {
            return payload.at(pointer).asText();
        }

        long number(String pointer) {
            return payload.at(pointer).asLong();
        }

        boolean actedOn() {
            boolean tag = event.equals("push") && text("/ref").startsWith("refs/tags/");
            return ACTED_ON.getOrDefault(event, Set.of()).contains(action()) && !tag;
        }

        @Override
        public String toString() {
            return event + " " + action();
        }
    }

    @BeforeEach
    void read() throws Exception {
        Optional<Path> file = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .takeWhile(directory -> directory != null)
                .map(directory -> directory.resolve(EXAMPLES))
                .filter(Files::isRegularFile)
                .findFirst();
        assumeTrue(file.isPresent(), "GitHub's examples are not installed; 'bin/github-descriptions' does that");
        examples = new ArrayList<>();
        for (JsonNode event : JSON.readTree(file.orElseThrow().toFile())) {
            event.path("examples")
                    .forEach(payload ->
                            examples.add(new Example(event.path("name").asText(), payload)));
        }
    }

    @AfterEach
    void stop() {
        colony.close();
    }

    @Test
    void eachIsTakenInOrNotedAndNoneIsAnError() {
        WebhookEntrance entrance = colony.entrance(List.of(HostFixture.SECRET), 5_242_880);
        long accepted = 0;
        for (Example example : examples) {
            WebhookAnswer answer = Webhooks.signed(
                            example.event(), UUID.randomUUID().toString(), bytes(example), HostFixture.SECRET)
                    .to(entrance);
            assertThat(answer.result())
                    .as("%s: %s", example, answer.text())
                    .isIn(
                            example.actedOn() ? WebhookResult.ACCEPTED : WebhookResult.IRRELEVANT,
                            // Some are given twice.
                            WebhookResult.DUPLICATE);
            accepted += answer.result() == WebhookResult.ACCEPTED ? 1 : 0;
        }
        assertThat(examples).hasSizeGreaterThan(300);
        assertThat(accepted).isGreaterThan(50);
        assertThat(colony.work()).isEqualTo(Math.toIntExact(accepted));

        assertThat(colony.count(
                        "select count(*) from webhook_deliveries where processed_at is null or error is not null"))
                .isZero();
        assertThat(colony.count("select count(*) from webhook_deliveries where result like '%not of the form%'"))
                .isZero();
        assertThat(colony.count("select count(*) from issues"))
                .as("none is of a repository of ours")
                .isZero();
    }

    private static byte[] bytes(Example example) {
        return example.payload().toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void eachIsReadAsWhatItIs() {
        GitHubSignals signals = new GitHubSignals();
        for (Example example : examples) {
            HostSignal read = signals.read(example.event(), example.payload());
            if (example.actedOn()) {
                assertThat(read).as(example.toString()).isEqualTo(expected(example));
            } else {
                assertThat(read).as(example.toString()).isInstanceOf(Irrelevant.class);
            }
        }
        assertThat(examples)
                .filteredOn(Example::actedOn)
                .extracting(Example::event)
                .containsAll(ACTED_ON.keySet());
    }

    private static HostSignal expected(Example example) {
        String slug = example.text("/repository/full_name");
        String sender = example.text("/sender/login");
        return switch (example.event()) {
            case "issues" ->
                new IssueChanged(
                        new IssueKey(slug, example.number("/issue/number")),
                        change(example.action()),
                        sender,
                        Optional.of(example.text("/label/name")).filter(name -> !name.isEmpty()));
            case "issue_comment" ->
                new Commented(
                        new IssueKey(slug, example.number("/issue/number")),
                        example.payload().at("/issue").has("pull_request"),
                        example.number("/comment/id"),
                        sender,
                        example.text("/comment/body"));
            case "pull_request" ->
                new PullRequestChanged(slug, example.number("/number"), example.text("/pull_request/head/ref"), sender);
            case "pull_request_review" ->
                new Reviewed(slug, example.number("/pull_request/number"), example.number("/review/id"), sender);
            case "check_run", "check_suite" ->
                new ChecksChanged(slug, example.text("/" + example.event() + "/head_sha"));
            case "status" -> new ChecksChanged(slug, example.text("/sha"));
            case "push" ->
                new Pushed(
                        slug,
                        example.text("/ref").substring("refs/heads/".length()),
                        Optional.of(example.text("/after")).filter(sha -> !sha.matches("0+")),
                        sender);
            case "repository" -> new RepositoryChanged(slug, Optional.of(example.text("/repository/id")));
            default -> throw new AssertionError(example.toString());
        };
    }

    private static Change change(String action) {
        return action.equals("deleted") || action.equals("transferred")
                ? Change.GONE
                : Change.valueOf(action.toUpperCase(java.util.Locale.ROOT));
    }
}
