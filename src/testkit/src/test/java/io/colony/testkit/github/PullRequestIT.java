package io.colony.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.colony.engine.process.CommandRunner.CommandOutput;
import io.colony.testkit.github.Client.Reply;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Protection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullRequestIT extends WithGitHub {
    @Test
    void aBranchThatGitPushedBecomesAPullRequestAndIsMerged() throws Exception {
        String url = withToken(github.token(ada));
        assertThat(git(directory, "clone", "-q", url, "work").exitCode()).isZero();
        Path work = directory.resolve("work");
        Files.writeString(work.resolve("new.txt"), "new\n");
        git(work, "checkout", "-q", "-b", "feature/new");
        git(work, "add", "-A");
        git(work, "commit", "-q", "-m", "Add new");
        CommandOutput pushed = git(work, "push", "-q", "origin", "feature/new");
        assertThat(pushed.exitCode()).as(pushed.stderr()).isZero();

        Reply opened = client.post(REPO + "/pulls", "{'title':'New','head':'feature/new','base':'main'}");
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.body().path("mergeable").isNull())
                .as("GitHub begins to find out")
                .isTrue();
        Reply pull = client.get(REPO + "/pulls/1");
        assertThat(pull.body().path("mergeable").asBoolean()).isTrue();
        assertThat(pull.body().path("mergeable_state").asText()).isEqualTo("clean");
        String head = pull.body().path("head").path("sha").asText();
        assertThat(head).isEqualTo(git(work, "rev-parse", "HEAD").stdout().strip());

        assertThat(client.put(REPO + "/pulls/1/merge", "{'sha':'" + "0".repeat(40) + "'}")
                        .status())
                .isEqualTo(409);
        Reply merged = client.put(REPO + "/pulls/1/merge", "{'sha':'" + head + "','commit_title':'Land it'}");
        assertThat(merged.status()).isEqualTo(200);
        assertThat(shop.tip("main")).hasValue(merged.body().path("sha").asText());
        git(work, "fetch", "-q", "origin");
        assertThat(git(work, "log", "-1", "--format=%s|%P", "origin/main").stdout())
                .startsWith("Land it|")
                .contains(head);
        assertThat(client.get(REPO + "/pulls/1").body().path("merged").asBoolean())
                .isTrue();
        assertThat(client.put(REPO + "/pulls/1/merge", "{}").status()).isEqualTo(405);
    }

    @Test
    void whoMayNotWriteMayNotPush() {
        git(directory, "clone", "-q", withToken(github.token(ron)), "work");
        Path work = directory.resolve("work");
        git(work, "commit", "-q", "--allow-empty", "-m", "x");
        CommandOutput refused = git(work, "push", "origin", "HEAD:refs/heads/mine");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.stderr()).contains("403");
        assertThat(shop.tip("mine")).isEmpty();
        assertThat(git(directory, "clone", "-q", withToken("wrong"), "other").exitCode())
                .isNotZero();
    }

    @Test
    void aPushToAProtectedBranchIsRefused() {
        shop.protect("main", Protection.requiring("ci"));
        git(directory, "clone", "-q", withToken(github.token(ada)), "work");
        Path work = directory.resolve("work");
        git(work, "commit", "-q", "--allow-empty", "-m", "x");
        CommandOutput refused = git(work, "push", "origin", "HEAD:main");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.stderr()).contains("GH006").contains("Required status check \"ci\" is expected.");
    }

    @Test
    void aForcePushWithALeaseMovesTheHead() {
        long number = pull("one");
        git(directory, "clone", "-q", withToken(github.token(ada)), "work");
        Path work = directory.resolve("work");
        String old = shop.tip("one").orElseThrow();
        git(work, "commit", "-q", "--allow-empty", "-m", "Other");
        CommandOutput stale =
                git(work, "push", "--force-with-lease=one:" + "1".repeat(40), "origin", "HEAD:refs/heads/one");
        assertThat(stale.stderr()).contains("stale info");
        CommandOutput pushed = git(work, "push", "--force-with-lease=one:" + old, "origin", "HEAD:refs/heads/one");
        assertThat(pushed.exitCode()).as(pushed.stderr()).isZero();
        assertThat(client.get(REPO + "/pulls/" + number)
                        .body()
                        .path("head")
                        .path("sha")
                        .asText())
                .isEqualTo(git(work, "rev-parse", "HEAD").stdout().strip());
    }

    @Test
    void whatMakesNoPullRequestIsRefusedInGitHubsWords() {
        pull("one");
        Reply again = client.post(REPO + "/pulls", "{'title':'x','head':'one','base':'main'}");
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.body().path("errors").path(0).path("message").asText())
                .isEqualTo("A pull request already exists for acme:one.");
        client.post(
                REPO + "/git/refs",
                "{'ref':'refs/heads/same','sha':'" + shop.tip("main").orElseThrow() + "'}");
        assertThat(client.post(REPO + "/pulls", "{'title':'x','head':'same','base':'main'}")
                        .body()
                        .toString())
                .contains("No commits between main and same");
        assertThat(client.post(REPO + "/pulls", "{'title':'x','head':'none','base':'main'}")
                        .body()
                        .toString())
                .contains("\"field\":\"head\"");
        assertThat(client.get(REPO + "/pulls?head=acme:one&state=all").body()).hasSize(1);
        assertThat(client.get(REPO + "/pulls?head=acme:two&state=all").body()).isEmpty();
    }

    @Test
    void aConflictIsSeen() {
        pull("one");
        shop.push(ada, "main", "Also", Map.of("one.txt", "otherwise\n"));
        client.get(REPO + "/pulls/1");
        Reply pull = client.get(REPO + "/pulls/1");
        assertThat(pull.body().path("mergeable").asBoolean(true)).isFalse();
        assertThat(pull.body().path("mergeable_state").asText()).isEqualTo("dirty");
        Reply refused = client.put(REPO + "/pulls/1/merge", "{}");
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.message()).isEqualTo("Pull Request is not mergeable");
    }

    @Test
    void whatProtectionAsksForComesFirst() {
        shop.protect("main", Protection.requiring("ci").withApprovals(1));
        pull("one");
        shop.permit(ron, Level.WRITE);
        String head = shop.tip("one").orElseThrow();
        assertThat(client.put(REPO + "/pulls/1/merge", "{}").message())
                .isEqualTo("Required status check \"ci\" is expected.");
        client.post(REPO + "/statuses/" + head, "{'state':'success','context':'ci'}");
        assertThat(client.put(REPO + "/pulls/1/merge", "{}").message())
                .isEqualTo("At least 1 approving review is required by reviewers with write access.");
        client.get(REPO + "/pulls/1");
        assertThat(client.get(REPO + "/pulls/1").body().path("mergeable_state").asText())
                .isEqualTo("blocked");
        assertThat(client.post(REPO + "/pulls/1/reviews", "{'event':'APPROVE'}").status())
                .isEqualTo(422);
        assertThat(reader.post(REPO + "/pulls/1/reviews", "{'event':'APPROVE'}").status())
                .isEqualTo(200);
        assertThat(client.put(REPO + "/pulls/1/merge", "{}").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"merge, 2, Merge pull request #1 from acme/one", "squash, 1, Add one (#1)", "rebase, 1, Add one"})
    void thereAreThreeWaysToMerge(String method, int parents, String subject) {
        pull("one");
        shop.push(ada, "main", "Meanwhile", Map.of("other.txt", "x\n"));
        Reply merged = client.put(REPO + "/pulls/1/merge", "{'merge_method':'" + method + "'}");
        Reply commit = client.get(REPO + "/commits/main");
        assertThat(commit.body().path("sha")).isEqualTo(merged.body().path("sha"));
        assertThat(commit.body().path("parents")).hasSize(parents);
        assertThat(commit.body().path("commit").path("message").asText()).startsWith(subject);
        assertThat(shop.git().text(shop.tip("main").orElseThrow(), "one.txt")).hasValue("text\n");
        assertThat(shop.git().text(shop.tip("main").orElseThrow(), "other.txt")).hasValue("x\n");
    }

    @Test
    void whatABranchHoldsCanBeAskedFor() {
        pull("colony/issue-1");
        assertThat(client.get(REPO + "/git/ref/heads/colony/issue-1")
                        .body()
                        .path("object")
                        .path("sha")
                        .asText())
                .isEqualTo(shop.tip("colony/issue-1").orElseThrow());
        assertThat(client.get(REPO + "/git/ref/heads/colony").status()).isEqualTo(404);
        assertThat(client.get(REPO + "/git/matching-refs/heads/colony/").names("ref"))
                .containsExactly("refs/heads/colony/issue-1");
        assertThat(client.get(REPO + "/branches/colony%2Fissue-1").status()).isEqualTo(200);
        Reply compared = client.get(REPO + "/compare/main...colony/issue-1");
        assertThat(compared.body().path("ahead_by").asInt()).isEqualTo(1);
        assertThat(compared.body().path("files").findValuesAsText("filename")).isEqualTo(List.of("colony/issue-1.txt"));
        assertThat(client.get(REPO + "/pulls/1/files").names("status")).containsExactly("added");
        assertThat(client.get(REPO + "/contents/README.md")
                        .body()
                        .path("content")
                        .asText())
                .isEqualTo("IyBhY21lL3Nob3AK\n");
        assertThat(client.delete(REPO + "/git/refs/heads/colony/issue-1").status())
                .isEqualTo(204);
        assertThat(client.get(REPO + "/pulls/1").body().path("state").asText()).isEqualTo("closed");
    }
}
