package io.colony.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colony.testkit.github.Receiver.Got;
import io.colony.testkit.github.fault.FaultPlan;
import io.colony.testkit.github.fault.FaultPlan.Kind;
import io.colony.testkit.github.hook.Delivery;
import io.colony.testkit.github.world.Hook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookIT extends WithGitHub {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Receiver receiver = new Receiver();

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    @Test
    void whatHappensIsToldInOrderAndSigned() throws Exception {
        github.addHook(shop, receiver.url(), List.of("s3cret"));
        shop.as(ada).openIssue("One", "", "colony");
        long comment = shop.as(ron).comment(1, "Hello");
        shop.as(ron).editComment(comment, "Hello again");
        shop.as(ada).close(1);
        github.awaitQuiet(SOON);

        assertThat(receiver.events()).containsExactly("issues", "issues", "issue_comment", "issue_comment", "issues");
        Got last = receiver.got().getLast();
        JsonNode payload = new ObjectMapper().readTree(last.body());
        assertThat(payload.path("action").asText()).isEqualTo("closed");
        assertThat(payload.path("sender").path("login").asText()).isEqualTo("ada");
        assertThat(payload.path("issue").path("state").asText()).isEqualTo("closed");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("s3cret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(last.signature())
                .isEqualTo("sha256="
                        + HexFormat.of().formatHex(mac.doFinal(last.body().getBytes(StandardCharsets.UTF_8))));
        assertThat(last.agent()).startsWith("GitHub-Hookshot/");
    }

    @Test
    void aPushTellsOfItselfAndOfThePullRequest() {
        pull("one");
        github.addHook(shop, receiver.url(), List.of());
        shop.push(ada, "one", "More", Map.of("more.txt", "x"));
        client.post(REPO + "/statuses/" + shop.tip("one").orElseThrow(), "{'state':'success','context':'ci'}");
        shop.as(shop.owner()).approve(1);
        client.put(REPO + "/pulls/1/merge", "{}");
        github.awaitQuiet(SOON);
        assertThat(github.deliveries().log())
                .extracting(each -> each.event() + " " + each.action())
                .containsExactly(
                        "pull_request synchronize",
                        "push ",
                        "status ",
                        "pull_request_review submitted",
                        "pull_request closed",
                        "push ");
        assertThat(github.deliveries().log())
                .allMatch(each -> each.status().filter(code -> code == 202).isPresent());
    }

    @Test
    void onlyWhatWasAskedForIsSentAndAgainOnDemand() {
        Hook hook = github.addHook(shop, receiver.url(), List.of(), "issue_comment");
        shop.as(ada).openIssue("One", "");
        shop.as(ada).comment(1, "Hello");
        github.awaitQuiet(SOON);
        Delivery first = github.deliveries().log().getFirst();
        github.deliveries().redeliver(hook, first);
        github.awaitQuiet(SOON);
        assertThat(receiver.got()).extracting(Got::delivery).containsExactly(first.guid(), first.guid());
    }

    @Test
    void webhooksAreLostDoubledAndLateAsPlanned() {
        github.addHook(shop, receiver.url(), List.of());
        github.follow(FaultPlan.seeded(1).with(Kind.HOOK_LOST, 1));
        shop.as(ada).openIssue("Lost", "");
        github.follow(FaultPlan.seeded(1).with(Kind.HOOK_DOUBLED, 1));
        shop.as(ada).openIssue("Doubled", "");
        github.follow(FaultPlan.seeded(1).with(Kind.HOOK_LATE, 1));
        shop.as(ada).openIssue("Late", "");
        github.follow(FaultPlan.NONE);
        shop.as(ada).openIssue("Plain", "");
        github.awaitQuiet(SOON);
        assertThat(receiver.got())
                .extracting(got -> got.body().replaceAll("(?s).*\"title\":\"(\\w+)\".*", "$1"))
                .containsExactly("Doubled", "Doubled", "Plain", "Late");
    }
}
