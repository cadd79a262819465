package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights;
import io.colony.testkit.github.world.Rights.Need;
import java.util.List;

/** Repositories, and who may do what in them. */
final class RepoEndpoints {
    private static final Need READING = Need.reading("metadata");

    private final Site site;

    RepoEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("GET", "/repos/{owner}/{repo}", this::get);
        router.add("GET", "/repos/{owner}/{repo}/collaborators/{username}/permission", this::permission);
        router.add("GET", "/repos/{owner}/{repo}/collaborators", this::collaborators);
        router.add("GET", "/repos/{owner}/{repo}/collaborators/{username}", this::collaborator);
    }

    private Answer get(Call call) {
        return Answer.ok(site.repos().repository(call.repo(READING), call.actor()))
                .with("Last-Modified", HttpDate.of(call.found().updatedAt));
    }

    private Answer permission(Call call) {
        Repo repo = call.repo(Need.reading("metadata"));
        Account account = call.world()
                .account(call.at("username"))
                .orElseThrow(() -> new Refusal(404, call.at("username") + " is not a user"));
        Level level = Rights.level(repo, account);
        return Answer.ok(Fields.of("permission", level.permission())
                .with("role_name", level.roleName())
                .with("user", site.repos().collaborator(repo, account)));
    }

    private Answer collaborators(Call call) {
        Repo repo = call.repo(Need.reading("metadata"));
        List<Account> accounts = repo.collaborators.entrySet().stream()
                .filter(entry -> entry.getValue() != Level.NONE)
                .flatMap(entry -> call.world().account(entry.getKey()).stream())
                .toList();
        return site.pages().answer(call, accounts, account -> site.repos().collaborator(repo, account));
    }

    private Answer collaborator(Call call) {
        Repo repo = call.repo(Need.reading("metadata"));
        Account account = call.world().account(call.at("username")).orElseThrow(Refusal::notFound);
        if (!repo.owner.is(account) && repo.collaborators.getOrDefault(account.id(), Level.NONE) == Level.NONE) {
            throw Refusal.notFound();
        }
        return Answer.none();
    }
}
