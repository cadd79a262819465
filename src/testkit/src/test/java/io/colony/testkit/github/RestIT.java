package io.colony.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.testkit.github.Client.Reply;
import io.colony.testkit.github.world.Level;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestIT extends WithGitHub {
    @Test
    void whoHasNoCredentialIsTurnedAway() {
        try (Client nobody = new Client(github, "");
                Client liar = new Client(github, "ghp_wrong")) {
            assertThat(nobody.get(REPO).status()).isEqualTo(401);
            assertThat(liar.get(REPO).message()).isEqualTo("Bad credentials");
        }
    }

    @Test
    void whatMayNotBeReadIsNotThere() {
        github.addRepository("acme/vault", true, Map.of("a", "b"));
        assertThat(client.get("/repos/acme/vault").status()).isEqualTo(404);
        assertThat(client.get("/repos/acme/vault/issues").status()).isEqualTo(404);
        assertThat(client.get("/repos/acme/shop").body().path("default_branch").asText())
                .isEqualTo("main");
    }

    @Test
    void anIssueGoesItsWay() {
        Reply made = client.post(REPO + "/issues", "{'title':'Greet','body':'Please.','labels':['colony']}");
        assertThat(made.status()).isEqualTo(201);
        clock.advance(Duration.ofSeconds(5));
        client.post(REPO + "/issues/1/labels", "{'labels':['bug']}");
        client.patch(REPO + "/issues/1", "{'state':'closed','state_reason':'not_planned'}");
        Reply issue = client.get(REPO + "/issues/1");
        assertThat(issue.body().path("labels").findValuesAsText("name")).containsExactly("colony", "bug");
        assertThat(issue.body().path("state_reason").asText()).isEqualTo("not_planned");
        assertThat(issue.body().path("closed_at").asText()).isEqualTo("2026-01-05T12:00:05Z");
        assertThat(client.get(REPO + "/issues").body()).isEmpty();
        assertThat(client.get(REPO + "/issues/1/events").names("event"))
                .containsExactly("labeled", "labeled", "closed");
        assertThat(client.delete(REPO + "/issues/1/labels/nothing").status()).isEqualTo(404);
    }

    @Test
    void aReaderMayOpenAndSpeakButNotLabel() {
        assertThat(reader.post(REPO + "/issues", "{'title':'Hello','labels':['colony']}")
                        .body()
                        .path("labels"))
                .isEmpty();
        assertThat(reader.post(REPO + "/issues/1/comments", "{'body':'Me too.'}")
                        .status())
                .isEqualTo(201);
        assertThat(reader.post(REPO + "/issues/1/labels", "{'labels':['colony']}")
                        .status())
                .isEqualTo(403);
        assertThat(reader.patch(REPO + "/issues/1", "{'title':'Hello!'}").status())
                .isEqualTo(200);
        shop.as(ada).openIssue("Another", "");
        assertThat(reader.patch(REPO + "/issues/2", "{'state':'closed'}").status())
                .isEqualTo(403);
    }

    @Test
    void listsHavePagesThatLeadOn() {
        for (int i = 0; i < 5; i++) {
            shop.as(ada).openIssue("Issue " + i, "");
        }
        Reply first = client.get(REPO + "/issues?per_page=2&direction=asc");
        assertThat(first.names("title")).containsExactly("Issue 0", "Issue 1");
        assertThat(first.header("Link"))
                .contains("rel=\"next\"")
                .contains("rel=\"last\"")
                .doesNotContain("rel=\"prev\"");
        String next = first.header("Link").substring(1, first.header("Link").indexOf('>'));
        assertThat(next).contains("/repositories/" + shop.id() + "/issues");
        assertThat(client.get(next).names("title")).containsExactly("Issue 2", "Issue 3");
    }

    @Test
    void whatHasNotChangedIsNotSentAgainAndCostsNothing() {
        shop.as(ada).openIssue("One", "");
        Reply first = client.get(REPO + "/issues/1");
        Reply again = client.get(REPO + "/issues/1", "If-None-Match", first.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("X-RateLimit-Remaining")).isEqualTo(first.header("X-RateLimit-Remaining"));
        shop.as(ada).comment(1, "New.");
        assertThat(client.get(REPO + "/issues/1", "If-None-Match", first.header("ETag"))
                        .status())
                .isEqualTo(200);
        assertThat(github.requests().notModified()).isEqualTo(1);
        assertThat(github.requests().of("GET /repos/{owner}/{repo}/issues/{issue_number}"))
                .isEqualTo(3);
    }

    @Test
    void theRateLimitEndsAndBeginsAnew() {
        github.quotas().setLimit(1);
        assertThat(client.get("/user").header("X-RateLimit-Remaining")).isEqualTo("0");
        Reply refused = client.get("/user");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.message()).startsWith("API rate limit exceeded for user ID");
        assertThat(refused.header("X-RateLimit-Reset")).isEqualTo("1767618000");
        assertThat(client.get("/rate_limit")
                        .body()
                        .path("rate")
                        .path("remaining")
                        .asInt(9))
                .isZero();
        clock.advance(Duration.ofHours(1));
        assertThat(client.get("/user").status()).isEqualTo(200);
    }

    @Test
    void aFormerNameLeadsToTheRepository() {
        shop.as(ada).openIssue("One", "");
        shop.rename("store");
        Reply moved = client.get(REPO + "/issues/1");
        assertThat(moved.status()).isEqualTo(301);
        assertThat(client.get(moved.header("Location")).body().path("html_url").asText())
                .contains("/acme/store/");
        assertThat(client.post(REPO + "/issues", "{'title':'x'}").status()).isEqualTo(307);
    }

    @Test
    void rightsAreToldAsTheyAre() {
        assertThat(client.get(REPO + "/collaborators/ada/permission")
                        .body()
                        .path("permission")
                        .asText())
                .isEqualTo("write");
        assertThat(client.get(REPO + "/collaborators/ron/permission")
                        .body()
                        .path("permission")
                        .asText())
                .isEqualTo("read");
        shop.permit(ron, Level.MAINTAIN);
        Reply reply = client.get(REPO + "/collaborators/ron/permission");
        assertThat(reply.body().path("permission").asText()).isEqualTo("write");
        assertThat(reply.body().path("role_name").asText()).isEqualTo("maintain");
    }

    @Test
    void issuesHangTogether() {
        shop.as(ada).openIssue("Epic", "");
        shop.as(ada).openIssue("Part", "");
        long id = client.get(REPO + "/issues/2").body().path("id").asLong();
        assertThat(client.post(REPO + "/issues/1/sub_issues", "{'sub_issue_id':" + id + "}")
                        .status())
                .isEqualTo(201);
        assertThat(client.get(REPO + "/issues/1/sub_issues").names("title")).containsExactly("Part");
        assertThat(client.get(REPO + "/issues/2/parent").body().path("title").asText())
                .isEqualTo("Epic");
        client.post(REPO + "/issues/1/dependencies/blocked_by", "{'issue_id':" + id + "}");
        assertThat(client.get(REPO + "/issues/1/dependencies/blocked_by").names("title"))
                .containsExactly("Part");
        client.delete(REPO + "/issues/1/dependencies/blocked_by/" + id);
        assertThat(client.get(REPO + "/issues/1/dependencies/blocked_by").body())
                .isEmpty();
    }
}
