package io.colony.testkit.github.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Actor;
import io.colony.testkit.github.world.App;
import io.colony.testkit.github.world.Installation;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How accounts, apps and repositories are shown. */
final class RepoJson {
    private static final List<String> ACCOUNT_LISTS =
            List.of("followers", "subscriptions", "organizations", "repos", "received_events");

    private static final Map<String, String> REPOSITORY_URLS = Map.ofEntries(
            Map.entry("archive_url", "/{archive_format}{/ref}"),
            Map.entry("assignees_url", "/assignees{/user}"),
            Map.entry("blobs_url", "/git/blobs{/sha}"),
            Map.entry("branches_url", "/branches{/branch}"),
            Map.entry("collaborators_url", "/collaborators{/collaborator}"),
            Map.entry("comments_url", "/comments{/number}"),
            Map.entry("commits_url", "/commits{/sha}"),
            Map.entry("compare_url", "/compare/{base}...{head}"),
            Map.entry("contents_url", "/contents/{+path}"),
            Map.entry("contributors_url", "/contributors"),
            Map.entry("deployments_url", "/deployments"),
            Map.entry("downloads_url", "/downloads"),
            Map.entry("events_url", "/events"),
            Map.entry("forks_url", "/forks"),
            Map.entry("git_commits_url", "/git/commits{/sha}"),
            Map.entry("git_refs_url", "/git/refs{/sha}"),
            Map.entry("git_tags_url", "/git/tags{/sha}"),
            Map.entry("hooks_url", "/hooks"),
            Map.entry("issue_comment_url", "/issues/comments{/number}"),
            Map.entry("issue_events_url", "/issues/events{/number}"),
            Map.entry("issues_url", "/issues{/number}"),
            Map.entry("keys_url", "/keys{/key_id}"),
            Map.entry("labels_url", "/labels{/name}"),
            Map.entry("languages_url", "/languages"),
            Map.entry("merges_url", "/merges"),
            Map.entry("milestones_url", "/milestones{/number}"),
            Map.entry("notifications_url", "/notifications{?since,all,participating}"),
            Map.entry("pulls_url", "/pulls{/number}"),
            Map.entry("releases_url", "/releases{/id}"),
            Map.entry("stargazers_url", "/stargazers"),
            Map.entry("statuses_url", "/statuses/{sha}"),
            Map.entry("subscribers_url", "/subscribers"),
            Map.entry("subscription_url", "/subscription"),
            Map.entry("tags_url", "/tags"),
            Map.entry("teams_url", "/teams"),
            Map.entry("trees_url", "/git/trees{/sha}"));

    private final Urls urls;

    RepoJson(Urls urls) {
        this.urls = urls;
    }

    Urls urls() {
        return urls;
    }

    Fields account(Account account) {
        String url = urls.account(account);
        Fields fields = Fields.of("login", account.login())
                .with("id", account.id())
                .with("node_id", Account.nodeId(account.kind().type(), account.id()))
                .with("avatar_url", urls.html() + "/avatars/u/" + account.id())
                .with("gravatar_id", "")
                .with("url", url)
                .with("html_url", urls.html() + "/" + account.login())
                .with("following_url", url + "/following{/other_user}")
                .with("gists_url", url + "/gists{/gist_id}")
                .with("starred_url", url + "/starred{/owner}{/repo}")
                .with("events_url", url + "/events{/privacy}")
                .with("type", account.kind().type())
                .with("user_view_type", "public")
                .with("site_admin", false);
        ACCOUNT_LISTS.forEach(list -> fields.with(
                (list.equals("repos") ? "repos" : list) + "_url",
                url + (list.equals("organizations") ? "/orgs" : "/" + list)));
        return fields;
    }

    Fields profile(Account account) {
        Fields fields = account(account);
        List.of("bio", "blog", "company", "email", "hireable", "location").forEach(name -> fields.with(name, null));
        List.of("followers", "following", "public_gists", "public_repos").forEach(name -> fields.with(name, 0));
        return fields.with("name", account.login())
                .with("created_at", "2020-01-01T00:00:00Z")
                .with("updated_at", "2020-01-01T00:00:00Z");
    }

    /** What the owner of a token sees of itself. */
    Fields ownProfile(Account account) {
        Fields fields = profile(account);
        List.of("collaborators", "disk_usage", "owned_private_repos", "private_gists", "total_private_repos")
                .forEach(name -> fields.with(name, 0));
        return fields.with("two_factor_authentication", true);
    }

    Fields app(App app) {
        return Fields.of("id", app.id())
                .with("client_id", app.clientId())
                .with("slug", app.slug())
                .with("node_id", Account.nodeId("App", app.id()))
                .with("owner", account(app.owner()))
                .with("name", app.slug())
                .with("description", "")
                .with("external_url", urls.html() + "/apps/" + app.slug())
                .with("html_url", urls.html() + "/apps/" + app.slug())
                .with("created_at", app.createdAt())
                .with("updated_at", app.createdAt())
                .with("permissions", app.permissions())
                .with("events", app.events());
    }

    Fields installation(Installation installation) {
        String url = urls.api() + "/app/installations/" + installation.id();
        return Fields.of("id", installation.id())
                .with("client_id", installation.app().clientId())
                .with("account", account(installation.account()))
                .with("app_id", installation.app().id())
                .with("app_slug", installation.app().slug())
                .with("target_id", installation.account().id())
                .with("target_type", installation.account().kind().type())
                .with("repository_selection", "selected")
                .with("access_tokens_url", url + "/access_tokens")
                .with("repositories_url", urls.api() + "/installation/repositories")
                .with("html_url", urls.html() + "/settings/installations/" + installation.id())
                .with("permissions", installation.permissions())
                .with("events", installation.app().events())
                .with("single_file_name", null)
                .with("created_at", installation.createdAt())
                .with("updated_at", installation.createdAt())
                .with("suspended_by", null)
                .with("suspended_at", null);
    }

    /** All that is told of a repository but the actor's own rights. */
    Fields repository(Repo repo) {
        long open = repo.issues.values().stream().filter(issue -> issue.open).count();
        Fields fields = Fields.of("id", repo.id)
                .with("node_id", Account.nodeId("Repository", repo.id))
                .with("name", repo.name)
                .with("full_name", repo.slug())
                .with("private", repo.isPrivate)
                .with("visibility", repo.isPrivate ? "private" : "public")
                .with("owner", account(repo.owner))
                .with("html_url", urls.page(repo))
                .with("description", null)
                .with("fork", false)
                .with("url", urls.repo(repo))
                .with("git_url", urls.git(repo).replaceFirst("^http", "git"))
                .with("ssh_url", "git@127.0.0.1:" + repo.slug() + ".git")
                .with("clone_url", urls.git(repo))
                .with("svn_url", urls.page(repo))
                .with("mirror_url", null)
                .with("default_branch", repo.defaultBranch)
                .with("created_at", repo.createdAt)
                .with("updated_at", repo.updatedAt)
                .with("pushed_at", repo.pushedAt)
                .with("open_issues_count", open)
                .with("open_issues", open)
                .with("license", null)
                .with("topics", List.of());
        REPOSITORY_URLS.forEach((name, suffix) -> fields.with(name, urls.repo(repo) + suffix));
        return facts(fields);
    }

    private static Fields facts(Fields fields) {
        List.of("homepage", "language").forEach(name -> fields.with(name, null));
        List.of("size", "stargazers_count", "watchers_count", "watchers", "forks_count", "forks")
                .forEach(name -> fields.with(name, 0));
        List.of("has_issues", "has_projects", "has_wiki", "has_downloads", "allow_forking")
                .forEach(name -> fields.with(name, true));
        List.of("has_pages", "has_discussions", "archived", "disabled", "is_template", "web_commit_signoff_required")
                .forEach(name -> fields.with(name, false));
        return fields;
    }

    /** A repository on its own, as this actor sees it. */
    ObjectNode repository(Repo repo, Actor actor) {
        Fields fields = repository(repo)
                .with("network_count", 0)
                .with("subscribers_count", 0)
                .with("permissions", permissions(Rights.level(repo, actor)));
        if (Rights.level(repo, actor).includes(Level.WRITE)) {
            List.of("allow_squash_merge", "allow_merge_commit", "allow_rebase_merge")
                    .forEach(name -> fields.with(name, true));
            List.of("allow_auto_merge", "delete_branch_on_merge", "allow_update_branch")
                    .forEach(name -> fields.with(name, false));
        }
        return fields.maybe(
                        "organization",
                        Optional.of(repo.owner)
                                .filter(owner -> owner.kind() == Account.Kind.ORGANIZATION)
                                .map(this::account))
                .node();
    }

    private static Fields permissions(Level level) {
        return Fields.of("admin", level.includes(Level.ADMIN))
                .with("maintain", level.includes(Level.MAINTAIN))
                .with("push", level.includes(Level.WRITE))
                .with("triage", level.includes(Level.TRIAGE))
                .with("pull", level.includes(Level.READ));
    }

    /** An account with what it may do. */
    Fields collaborator(Repo repo, Account account) {
        Level level = Rights.level(repo, account);
        return account(account).with("permissions", permissions(level)).with("role_name", level.roleName());
    }
}
