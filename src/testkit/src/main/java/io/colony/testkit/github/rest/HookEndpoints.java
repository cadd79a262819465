package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Hook;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights.Need;
import java.util.List;

/** Webhooks of a repository. */
final class HookEndpoints {
    private static final Need READING = new Need(List.of("repository_hooks"), false, Level.ADMIN);

    private final Site site;

    HookEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("GET", "/repos/{owner}/{repo}/hooks", this::list);
    }

    private Answer list(Call call) {
        Repo repo = call.repo(READING);
        return site.pages().answer(call, repo.hooks, hook -> shown(repo, hook));
    }

    private Fields shown(Repo repo, Hook hook) {
        String url = site.urls().repo(repo) + "/hooks/" + hook.id();
        return Fields.of("type", "Repository")
                .with("id", hook.id())
                .with("name", "web")
                .with("active", true)
                .with("events", hook.events())
                .with(
                        "config",
                        Fields.of("content_type", "json")
                                .with("insecure_ssl", "0")
                                .with("url", hook.url())
                                .with("secret", "********"))
                .with("updated_at", repo.createdAt)
                .with("created_at", repo.createdAt)
                .with("url", url)
                .with("test_url", url + "/test")
                .with("ping_url", url + "/pings")
                .with("deliveries_url", url + "/deliveries")
                .with(
                        "last_response",
                        Fields.of("code", null).with("status", "unused").with("message", null));
    }
}
