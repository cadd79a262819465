package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Pull;
import io.colony.testkit.github.world.PullActs.Merging;
import io.colony.testkit.github.world.PullActs.Opening;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights;
import io.colony.testkit.github.world.Rights.Need;
import java.util.List;
import java.util.Optional;

/** Pull requests, from their opening to their merge. */
final class PullEndpoints {
    private static final String PULLS = "/repos/{owner}/{repo}/pulls";
    private static final String PULL = PULLS + "/{pull_number}";
    static final Need READING = Need.reading("pull_requests");
    static final Need JOINING = Need.writing(Level.READ, "pull_requests");
    private static final Need MERGING = Need.writing(Level.WRITE, "contents");

    private final Site site;

    PullEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("GET", PULLS, this::list);
        router.add("POST", PULLS, this::create);
        router.add("GET", PULL, this::get);
        router.add("PATCH", PULL, this::change);
        router.add("GET", PULL + "/files", this::files);
        router.add("GET", PULL + "/commits", this::commits);
        router.add("GET", PULL + "/merge", this::merged);
        router.add("PUT", PULL + "/merge", this::merge);
    }

    private Answer list(Call call) {
        Repo repo = call.repo(READING);
        String state = call.asks("state").orElse("open");
        Optional<String> head = call.asks("head").filter(text -> text.contains(":"));
        List<Issue> found = repo.pulls().stream()
                .filter(pull -> state.equals("all") || pull.state().equals(state))
                .filter(pull -> head.filter(text -> !text.equals(repo.owner.login() + ":" + pull.pulled().head))
                        .isEmpty())
                .filter(pull -> call.asks("base")
                        .filter(base -> !base.equals(pull.pulled().base))
                        .isEmpty())
                .sorted(IssueEndpoints.order(call))
                .toList();
        return site.pages().answer(call, found, site.pulls()::listed);
    }

    private Answer create(Call call) {
        Repo repo = call.repo(JOINING);
        Opening opening = new Opening(
                call.needed("PullRequest", "title"),
                call.text("body").orElse(""),
                call.needed("PullRequest", "head"),
                call.needed("PullRequest", "base"),
                call.body().path("draft").asBoolean());
        return Answer.created(whole(site.acts().pulls().open(repo, call.by(), opening)));
    }

    private Fields whole(Issue issue) {
        return site.pulls().whole(issue, site.acts().pulls().asked(issue));
    }

    private Answer get(Call call) {
        Issue issue = call.pull(READING);
        return Answer.ok(whole(issue)).with("Last-Modified", HttpDate.of(issue.updatedAt));
    }

    private Answer change(Call call) {
        Issue issue = call.pull(JOINING);
        Account by = call.by();
        if (!issue.author.is(by)) {
            Rights.check(issue.repo, call.actor(), Need.writing(Level.WRITE, "pull_requests"));
        }
        site.acts().issues().edit(issue, by, call.text("title"), IssueEndpoints.body(call));
        call.text("base")
                .filter(base -> !base.equals(issue.pulled().base))
                .ifPresent(base -> site.acts().pulls().retarget(issue, by, base));
        switch (call.text("state").orElse("")) {
            case "" -> {}
            case "closed" -> site.acts().issues().close(issue, by, "completed");
            case "open" -> site.acts().pulls().reopen(issue, by);
            default -> throw Refusal.invalidField("PullRequest", "state", "invalid");
        }
        return Answer.ok(whole(issue));
    }

    private Answer files(Call call) {
        Issue issue = call.pull(READING);
        return site.pages()
                .answer(
                        call,
                        PullJson.files(issue),
                        file -> site.commits().file(issue.repo, file, issue.pulled().headSha));
    }

    private Answer commits(Call call) {
        Issue issue = call.pull(READING);
        Pull pull = issue.pulled();
        return site.pages()
                .answer(
                        call,
                        issue.repo.git.between(pull.baseSha, pull.headSha),
                        commit -> site.commits().commit(issue.repo, commit));
    }

    private Answer merged(Call call) {
        if (call.pull(READING).pulled().merge.isEmpty()) {
            throw Refusal.notFound();
        }
        return Answer.none();
    }

    private Answer merge(Call call) {
        Issue issue = call.pull(MERGING);
        String sha = site.acts()
                .pulls()
                .merge(
                        issue,
                        call.actor(),
                        new Merging(
                                call.text("sha"),
                                call.text("merge_method").orElse("merge"),
                                call.text("commit_title"),
                                call.text("commit_message")));
        return Answer.ok(
                Fields.of("sha", sha).with("merged", true).with("message", "Pull Request successfully merged"));
    }
}
