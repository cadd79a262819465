package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.CheckActs.Saying;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Outcomes;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights.Need;
import io.colony.testkit.github.world.Status;
import java.util.List;

/** Statuses of commits. */
final class StatusEndpoints {
    private static final String REPO = "/repos/{owner}/{repo}";
    private static final Need READING = Need.reading("statuses");
    private static final Need WRITING = Need.writing(Level.WRITE, "statuses");

    private final Site site;

    StatusEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("POST", REPO + "/statuses/{sha}", this::create);
        router.add("GET", REPO + "/statuses/{sha}", call -> list(call, call.at("sha")));
        router.add("GET", REPO + "/commits/{ref}/statuses", call -> list(call, call.at("ref")));
        router.add("GET", REPO + "/commits/{ref}/status", this::combined);
    }

    private Answer create(Call call) {
        Repo repo = call.repo(WRITING);
        Saying saying = new Saying(
                call.text("context").orElse("default"),
                call.needed("Status", "state"),
                call.text("description"),
                call.text("target_url"));
        if (saying.description().filter(text -> text.length() > 140).isPresent()) {
            throw Refusal.invalid("Status", "description is too long (maximum is 140 characters)");
        }
        Status status = site.acts().checks().status(repo, call.by(), call.at("sha"), saying);
        return Answer.created(site.commits().status(repo, status));
    }

    private Answer list(Call call, String revision) {
        Repo repo = call.repo(READING);
        String sha = GitEndpoints.resolved(repo, revision);
        return site.pages()
                .answer(call, repo.allStatuses(sha), status -> site.commits().status(repo, status));
    }

    private Answer combined(Call call) {
        Repo repo = call.repo(READING);
        String sha = GitEndpoints.resolved(repo, call.at("ref"));
        List<Status> latest = repo.latestStatuses(sha);
        String url = site.urls().repo(repo) + "/commits/" + sha;
        Answer page = site.pages()
                .within(call, "statuses", latest, status -> site.commits().simple(repo, status));
        return new Answer(
                200,
                Fields.of("state", Outcomes.combined(latest))
                        .with("statuses", page.body().path("statuses"))
                        .with("sha", sha)
                        .with("total_count", latest.size())
                        .with("repository", site.repos().repository(repo))
                        .with("commit_url", url)
                        .with("url", url + "/status")
                        .node(),
                page.headers());
    }
}
