package io.colony.testkit.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.testkit.github.description.Conformance;
import io.colony.testkit.github.description.Description;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.App;
import io.colony.testkit.github.world.Installation;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Protection;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the simulator says agrees with what GitHub says about itself. */
@SuppressWarnings("NullAway.Init")
class ConformanceIT extends WithGitHub {
    private Conformance conformance;

    @BeforeEach
    void compare() {
        Optional<Description> description = Description.installed();
        assumeTrue(
                description.isPresent(), "GitHub's description is not installed; 'bin/github-descriptions' does that");
        conformance = new Conformance(description.orElseThrow());
        github.observe(conformance);
        github.deliveries().observe(conformance);
    }

    @Test
    void issues() {
        useIssues();
        assertThat(conformance.seen()).hasSizeGreaterThan(20);
    }

    private void useIssues() {
        client.post(REPO + "/labels", "{'name':'colony','color':'00ff00'}");
        client.post(REPO + "/issues", "{'title':'One','body':'Text','labels':['colony']}");
        client.post(REPO + "/issues", "{'title':'Two'}");
        client.post(REPO + "/issues/1/labels", "{'labels':['bug']}");
        client.put(REPO + "/issues/1/labels", "{'labels':['bug','more']}");
        client.delete(REPO + "/issues/1/labels/more");
        client.post(REPO + "/issues/1/comments", "{'body':'Hello'}");
        long comment = client.get(REPO + "/issues/1/comments")
                .body()
                .path(0)
                .path("id")
                .asLong();
        client.patch(REPO + "/issues/comments/" + comment, "{'body':'Hello!'}");
        client.post(REPO + "/issues/comments/" + comment + "/reactions", "{'content':'eyes'}");
        client.get(REPO + "/issues/comments/" + comment + "/reactions");
        client.get(REPO + "/issues/comments?since=2026-01-01T00:00:00Z");
        client.get(REPO + "/issues/comments/" + comment);
        long id = client.get(REPO + "/issues/2").body().path("id").asLong();
        client.post(REPO + "/issues/1/sub_issues", "{'sub_issue_id':" + id + "}");
        client.get(REPO + "/issues/1/sub_issues");
        client.get(REPO + "/issues/2/parent");
        client.post(REPO + "/issues/1/dependencies/blocked_by", "{'issue_id':" + id + "}");
        client.get(REPO + "/issues/1/dependencies/blocked_by");
        client.patch(REPO + "/issues/1", "{'title':'Uno','state':'closed','state_reason':'completed'}");
        client.patch(REPO + "/issues/1", "{'state':'open'}");
        client.get(REPO + "/issues?state=all&sort=updated&direction=asc&since=2026-01-01T00:00:00Z&labels=bug");
        client.get(REPO + "/issues/1/events");
        client.get(REPO + "/issues/1/timeline");
        client.get(REPO + "/issues/events");
        client.get(REPO + "/labels");
        client.delete(REPO + "/issues/comments/" + comment);
        conformance.assertNone();
    }

    @Test
    void pullRequests() {
        usePullRequests();
    }

    private void usePullRequests() {
        pull("one");
        client.post(REPO + "/pulls", "{'title':'Again','head':'one','base':'main'}");
        client.get(REPO + "/pulls?head=acme:one&state=all");
        client.get(REPO + "/pulls/1");
        client.get(REPO + "/pulls/1/files");
        client.get(REPO + "/pulls/1/commits");
        client.patch(REPO + "/pulls/1", "{'title':'Other','body':'text'}");
        shop.permit(ron, Level.WRITE);
        client.post(REPO + "/pulls/1/requested_reviewers", "{'reviewers':['ron']}");
        client.get(REPO + "/pulls/1/requested_reviewers");
        reader.post(REPO + "/pulls/1/reviews", "{'event':'REQUEST_CHANGES','body':'No.'}");
        long review =
                client.get(REPO + "/pulls/1/reviews").body().path(0).path("id").asLong();
        client.put(REPO + "/pulls/1/reviews/" + review + "/dismissals", "{'message':'Done'}");
        reader.post(
                REPO + "/pulls/1/comments",
                "{'body':'Hm','path':'one.txt','line':1,'commit_id':'"
                        + shop.tip("one").orElseThrow() + "'}");
        client.get(REPO + "/pulls/1/comments");
        client.patch(REPO + "/pulls/1", "{'state':'closed'}");
        client.patch(REPO + "/pulls/1", "{'state':'open'}");
        client.get(REPO + "/issues/1");
        client.get(REPO + "/issues/1/timeline");
        client.put(REPO + "/pulls/1/merge", "{'sha':'" + "0".repeat(40) + "'}");
        client.put(REPO + "/pulls/1/merge", "{'merge_method':'squash'}");
        client.get(REPO + "/pulls/1/merge");
        client.get(REPO + "/pulls/1");
        conformance.assertNone();
    }

    @Test
    void gitAndStatuses() {
        pull("colony/one");
        String head = shop.tip("colony/one").orElseThrow();
        client.get(REPO + "/git/ref/heads/colony/one");
        client.get(REPO + "/git/matching-refs/heads/colony/");
        client.post(REPO + "/git/refs", "{'ref':'refs/heads/two','sha':'" + head + "'}");
        client.patch(REPO + "/git/refs/heads/two", "{'sha':'" + shop.tip("main").orElseThrow() + "','force':true}");
        client.delete(REPO + "/git/refs/heads/two");
        client.get(REPO + "/branches");
        client.get(REPO + "/branches/main");
        client.get(REPO + "/commits");
        client.get(REPO + "/commits/" + head);
        client.get(REPO + "/compare/main...colony/one");
        client.get(REPO + "/contents/README.md");
        client.post(
                REPO + "/statuses/" + head,
                "{'state':'pending','context':'ci','description':'Runs','target_url':'https://ci.example.org/1'}");
        client.get(REPO + "/commits/" + head + "/status");
        client.get(REPO + "/commits/" + head + "/statuses");
        conformance.assertNone();
    }

    @Test
    void guards() {
        shop.permit(ada, Level.ADMIN);
        client.get(REPO + "/branches/main/protection");
        shop.protect("main", Protection.requiring("ci").withApprovals(1).withStrict());
        shop.rule("rule", List.of("~DEFAULT_BRANCH"), List.of("ci"), 1, List.of(ada.id()));
        client.get(REPO + "/branches/main/protection");
        client.get(REPO + "/branches/main");
        client.get(REPO + "/rules/branches/main");
        long id = client.get(REPO + "/rulesets").body().path(0).path("id").asLong();
        client.get(REPO + "/rulesets/" + id);
        client.get(REPO + "/codeowners/errors");
        client.get(REPO + "/collaborators/ada/permission");
        client.get(REPO + "/collaborators");
        client.get(REPO);
        client.get("/repositories/" + shop.id() + "/issues");
        client.get("/user");
        client.get("/users/ron");
        client.get("/rate_limit");
        client.get("/meta");
        client.get("/");
        conformance.assertNone();
    }

    @Test
    void appsAndChecks() throws Exception {
        useAppsAndChecks();
    }

    private void useAppsAndChecks() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        var pair = keys.generateKeyPair();
        Account acme = shop.owner();
        App app = github.addApp(
                acme, "colony", pair.getPublic(), Map.of("checks", "write", "contents", "read", "issues", "write"));
        Installation installation = github.install(app, acme, shop);
        try (Client asApp =
                new Client(github, AppTokenIT.jwt(app, pair.getPrivate(), clock.instant(), Duration.ofMinutes(9)))) {
            asApp.get("/app");
            asApp.get("/app/installations");
            asApp.get(REPO + "/installation");
            JsonNode made = asApp.post("/app/installations/" + installation.id() + "/access_tokens", "{}")
                    .body();
            try (Client bot = new Client(github, made.path("token").asText())) {
                bot.get("/installation/repositories");
                String head = shop.tip("main").orElseThrow();
                long run = bot.post(
                                REPO + "/check-runs", "{'name':'ci','head_sha':'" + head + "','status':'in_progress'}")
                        .body()
                        .path("id")
                        .asLong();
                bot.patch(REPO + "/check-runs/" + run, "{'status':'completed','conclusion':'success'}");
                bot.get(REPO + "/check-runs/" + run);
                bot.get(REPO + "/commits/" + head + "/check-runs");
                bot.get(REPO + "/commits/" + head + "/check-suites");
                bot.post(REPO + "/statuses/" + head, "{'state':'success'}");
            }
        }
        conformance.assertNone();
    }

    @Test
    void webhooks() throws Exception {
        try (Receiver receiver = new Receiver()) {
            URI url = receiver.url();
            github.addHook(shop, url, List.of("secret"));
            useIssues();
            shop.rename("store");
            shop.rename("shop");
            shop.transfer(github.addOrganization("umbrella"));
            shop.transfer(github.addAccount("acme2"));
            shop.rename("shop");
            github.awaitQuiet(Duration.ofSeconds(20));
        }
        conformance.assertNone();
    }

    @Test
    void webhooksOfPullRequests() throws Exception {
        try (Receiver receiver = new Receiver()) {
            github.addHook(shop, receiver.url(), List.of("secret"));
            usePullRequests();
            useAnotherPullRequest();
            useAppsAndChecks();
            github.awaitQuiet(Duration.ofSeconds(20));
        }
        conformance.assertNone();
    }

    private void useAnotherPullRequest() {
        shop.push(ada, "two", "Two", Map.of("two.txt", "2"));
        long number = shop.as(ada).openPull("Two", "", "two", "main");
        shop.forcePush(ada, "two", "Other two", Map.of("two.txt", "3"));
        shop.as(ada).label(number, "bug");
        shop.as(ada).comment(number, "Hello");
        shop.as(shop.owner()).approve(number);
        shop.as(ada).setStatus(shop.tip("two").orElseThrow(), "ci", "failure");
        shop.deleteBranch(ada, "two");
    }
}
