package io.colony.engine.forge.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.forge.HostSignal;
import io.colony.engine.forge.HostSignal.Irrelevant;
import io.colony.engine.forge.HostSignal.IssueChanged;
import io.colony.engine.forge.HostSignal.IssueChanged.Change;
import io.colony.engine.issue.IssueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitHubSignalsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHA = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
    private static final String NONE = "0000000000000000000000000000000000000000";
    private static final String COMMON =
            "'repository': {'id': 186853002, 'full_name': 'Codertocat/Hello-World'}, 'sender': {'login': 'Codertocat'}";

    private static final Map<String, String> SAMPLES = Map.of(
            "issues",
            "{'action': 'labeled', 'issue': {'number': 1}, 'label': {'name': 'colony'}, " + COMMON + "}",
            "issue_comment",
            "{'action': 'created', 'issue': {'number': 1}, 'comment': {'id': 492700400, 'body': '/colony:why'}, "
                    + COMMON + "}",
            "pull_request",
            "{'action': 'closed', 'pull_request': {'number': 2, 'head': {'ref': 'changes'}}, " + COMMON + "}",
            "pull_request_review",
            "{'action': 'submitted', 'review': {'id': 237895671}, 'pull_request': {'number': 2}, " + COMMON + "}",
            "check_run",
            "{'action': 'completed', 'check_run': {'head_sha': '" + SHA + "'}, " + COMMON + "}",
            "check_suite",
            "{'action': 'completed', 'check_suite': {'head_sha': '" + SHA + "'}, " + COMMON + "}",
            "status",
            "{'sha': '" + SHA + "', 'state': 'success', " + COMMON + "}",
            "push",
            "{'ref': 'refs/heads/main', 'after': '" + SHA + "', 'deleted': false, " + COMMON + "}",
            "repository",
            "{'action': 'renamed', " + COMMON + "}");

    private final GitHubSignals reader = new GitHubSignals();

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException wrong) {
            throw new AssertionError(text, wrong);
        }
    }

    private HostSignal sample(String event) {
        return reader.read(event, json(SAMPLES.getOrDefault(event, "{}")));
    }

    @Test
    void readsWhatEachEventSays() {
        String slug = "Codertocat/Hello-World";
        IssueKey key = new IssueKey(slug, 1);
        assertThat(sample("issues"))
                .isEqualTo(new IssueChanged(key, Change.LABELED, "Codertocat", Optional.of("colony")));
        assertThat(sample("issue_comment"))
                .isEqualTo(new HostSignal.Commented(key, false, 492700400, "Codertocat", "/colony:why"));
        assertThat(sample("pull_request"))
                .isEqualTo(new HostSignal.PullRequestChanged(slug, 2, "changes", "Codertocat"));
        assertThat(sample("pull_request_review")).isEqualTo(new HostSignal.Reviewed(slug, 2, 237895671, "Codertocat"));
        for (String event : List.of("check_run", "check_suite", "status")) {
            assertThat(sample(event)).isEqualTo(new HostSignal.ChecksChanged(slug, SHA));
        }
        assertThat(sample("push")).isEqualTo(new HostSignal.Pushed(slug, "main", Optional.of(SHA), "Codertocat"));
        assertThat(sample("repository")).isEqualTo(new HostSignal.RepositoryChanged(slug, Optional.of("186853002")));
    }

    @ParameterizedTest
    @CsvSource({
        "opened, OPENED",
        "edited, EDITED",
        "closed, CLOSED",
        "reopened, REOPENED",
        "unlabeled, UNLABELED",
        "deleted, GONE",
        "transferred, GONE"
    })
    void readsEachActionOfAnIssue(String action, Change change) {
        HostSignal read =
                reader.read("issues", json("{'action': '" + action + "', 'issue': {'number': 7}, " + COMMON + "}"));

        assertThat(((IssueChanged) read).change()).isEqualTo(change);
    }

    @Test
    void aDeletedBranchPointsNowhere() {
        HostSignal read = reader.read(
                "push", json("{'ref': 'refs/heads/x', 'after': '" + NONE + "', 'deleted': true, " + COMMON + "}"));

        assertThat(read)
                .isEqualTo(new HostSignal.Pushed("Codertocat/Hello-World", "x", Optional.empty(), "Codertocat"));
    }

    @Test
    void aCommentOnAPullRequestIsSaidToBeOne() {
        HostSignal read = reader.read(
                "issue_comment",
                json("{'action': 'created', 'issue': {'number': 1,"
                        + " 'pull_request': {}}, 'comment': {'id': 3, 'body': null}, " + COMMON + "}"));

        assertThat(((HostSignal.Commented) read).pullRequest()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ping;{'zen': 'x'}",
                "issue_comment;{'action': 'edited'}",
                "issue_comment;{'action': 'deleted'}",
                "issues;{'action': 'assigned', 'issue': {'number': 1}}",
                "issues;{'action': 'opened', 'issue': {'number': 0}}",
                "issues;{'action': 'opened', 'issue': {'number': 99999999999999999999}}",
                "issues;{'action': 'opened', 'issue': {'number': '1'}}",
                "issues;{'action': 'opened', 'issue': {'number': 1.5}}",
                "push;{'ref': 'refs/tags/v1', 'after': 'x'}",
                "push;{'ref': 'refs/heads/a b', 'after': 'x'}",
                "status;{'sha': 'main'}",
                "gollum;{}"
            })
    void whatIsNotActedOnIsIrrelevantWithAReason(String sample) {
        String[] parts = sample.split(";", 2);
        ObjectNode payload = (ObjectNode) json(parts[1]);
        payload.setAll((ObjectNode) json("{" + COMMON + "}"));

        assertThat(reader.read(parts[0], payload))
                .isInstanceOfSatisfying(
                        Irrelevant.class, nothing -> assertThat(nothing.why()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b/c", "../..//x", "a/b\\n", "", "a b/c"})
    void aRepositoryOfAnotherFormIsNone(String slug) {
        HostSignal read =
                reader.read("status", json("{'sha': '" + SHA + "', 'repository': {'full_name': '" + slug + "'}}"));

        assertThat(read).isInstanceOf(Irrelevant.class);
    }

    @Test
    void whateverIsChangedInAPayloadNothingIsThrownAndNothingOddIsRead() {
        Random random = new Random(20261128);
        for (int round = 0; round < 20_000; round++) {
            List<String> events = List.copyOf(SAMPLES.keySet());
            String event = events.get(random.nextInt(events.size()));
            JsonNode payload = json(SAMPLES.getOrDefault(event, "{}"));
            for (int change = 0; change <= random.nextInt(3); change++) {
                mutate(payload, random);
            }
            HostSignal read = reader.read(random.nextInt(10) == 0 ? "x" : event, payload);

            assertThat(read).isNotNull();
            if (read instanceof HostSignal.Pushed push) {
                assertThat(push.branch()).doesNotContain(" ", "\n", "\0");
            }
            if (read instanceof IssueChanged issue) {
                assertThat(issue.key().number()).isPositive();
                assertThat(issue.key().repository()).matches("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
            }
        }
    }

    /** Puts something odd in the place of a random node. */
    private static void mutate(JsonNode tree, Random random) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(tree, objects);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(5) == 0) {
            object.remove(name);
        } else {
            object.set(name, odd(random));
        }
    }

    private static JsonNode odd(Random random) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(9)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(random.nextLong());
            case 2 -> nodes.numberNode(Double.NaN);
            case 3 -> nodes.textNode("\0\ud800 x\n");
            case 4 -> nodes.textNode("x".repeat(10_000));
            case 5 -> new ArrayNode(nodes).add(1);
            case 6 -> nodes.objectNode().put("login", 1);
            case 7 -> nodes.booleanNode(true);
            default -> nodes.textNode("refs/heads/" + "../".repeat(5));
        };
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }
}
