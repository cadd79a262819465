package io.colony.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colony.testkit.github.Client.Reply;
import io.colony.testkit.github.fault.FaultPlan;
import io.colony.testkit.github.fault.FaultPlan.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsIT extends WithGitHub {
    private static FaultPlan always(Kind kind) {
        return FaultPlan.seeded(1).with(kind, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "INTERNAL_ERROR, 500, 0",
        "UNAVAILABLE, 503, 0",
        "SECONDARY_LIMIT, 403, 0",
        "TOO_MANY_REQUESTS, 429, 0",
        "BAD_GATEWAY, 502, 1",
    })
    void anErrorIsAnsweredWithOrWithoutTheEffect(Kind kind, int status, int issues) {
        github.follow(always(kind));
        Reply reply = client.post(REPO + "/issues", "{'title':'One'}");
        github.follow(FaultPlan.NONE);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(client.get(REPO + "/issues").body()).hasSize(issues);
        assertThat(github.faults().drawn()).containsEntry(kind, 1);
    }

    @Test
    void gitIsAnsweredThatItIsUnavailable() {
        github.follow(always(Kind.GIT_UNAVAILABLE));
        String asked = github.gitUrl("acme/shop") + "/info/refs?service=git-upload-pack";
        assertThat(client.get(asked, "Accept", "application/json").status()).isEqualTo(503);
        assertThat(client.get(REPO).status()).isEqualTo(200);
    }

    @Test
    void aSecondaryLimitSaysHowLong() {
        github.follow(always(Kind.SECONDARY_LIMIT));
        Reply reply = client.get(REPO);
        assertThat(reply.header("Retry-After")).isEqualTo("60");
        assertThat(reply.message()).startsWith("You have exceeded a secondary rate limit.");
    }

    @Test
    void aConnectionIsClosedBeforeOrAfterTheEffect() {
        github.follow(always(Kind.LOST_REQUEST));
        assertThatThrownBy(() -> client.sent("POST", REPO + "/issues", "{'title':'Lost'}"))
                .isInstanceOf(IOException.class);
        github.follow(always(Kind.LOST_ANSWER));
        assertThatThrownBy(() -> client.sent("POST", REPO + "/issues", "{'title':'Done'}"))
                .isInstanceOf(IOException.class);
        github.follow(FaultPlan.NONE);
        assertThat(client.get(REPO + "/issues").names("title")).containsOnly("Done");
    }

    @Test
    void aStaleReadLacksTheLastChange() {
        client.get(REPO + "/issues");
        shop.as(ada).openIssue("One", "");
        github.follow(always(Kind.STALE_READ));
        assertThat(client.get(REPO + "/issues").body()).isEmpty();
        assertThat(client.get(REPO + "/issues/1").status())
                .as("never read before")
                .isEqualTo(200);
        github.follow(FaultPlan.NONE);
        assertThat(client.get(REPO + "/issues").names("title")).containsExactly("One");
    }

    @Test
    void aMergeMeetsAConflict() {
        pull("one");
        github.follow(always(Kind.MERGE_CONFLICT));
        assertThat(client.put(REPO + "/pulls/1/merge", "{}").status()).isEqualTo(409);
        assertThat(client.get(REPO + "/pulls/1").body().path("merged").asBoolean())
                .isFalse();
    }

    @Test
    void aSlowAnswerComesAllTheSame() {
        github.follow(always(Kind.SLOW).withDelay(Duration.ofMillis(50)));
        assertThat(client.get(REPO).status()).isEqualTo(200);
        assertThat(github.faults().drawn()).containsKey(Kind.SLOW);
    }

    @Test
    void aPlanGoesTheSameWayAgain() {
        FaultPlan plan = FaultPlan.seeded(7).with(Kind.INTERNAL_ERROR, 0.3).with(Kind.UNAVAILABLE, 0.3);
        assertThat(statuses(plan)).isEqualTo(statuses(plan)).contains(500, 503, 200);
    }

    private List<Integer> statuses(FaultPlan plan) {
        github.follow(plan);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            statuses.add(client.get(REPO).status());
        }
        return statuses;
    }
}
