package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Actor;
import io.colony.testkit.github.world.App;
import io.colony.testkit.github.world.Credentials.Token;
import io.colony.testkit.github.world.Installation;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The API's root, accounts, apps and their tokens. */
final class AccountEndpoints {
    private static final List<String> ROOT = List.of(
            "current_user_url",
            "current_user_authorizations_html_url",
            "authorizations_url",
            "code_search_url",
            "commit_search_url",
            "emails_url",
            "emojis_url",
            "events_url",
            "feeds_url",
            "followers_url",
            "following_url",
            "gists_url",
            "issue_search_url",
            "issues_url",
            "keys_url",
            "label_search_url",
            "notifications_url",
            "organization_url",
            "organization_repositories_url",
            "organization_teams_url",
            "public_gists_url",
            "rate_limit_url",
            "repository_url",
            "repository_search_url",
            "current_user_repositories_url",
            "starred_url",
            "starred_gists_url",
            "user_url",
            "user_organizations_url",
            "user_repositories_url",
            "user_search_url");

    private final Site site;

    AccountEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("GET", "/", call -> root());
        router.add("GET", "/meta", call -> Answer.ok(Fields.of("verifiable_password_authentication", false)));
        router.add("GET", "/user", this::self);
        router.add("GET", "/users/{username}", this::user);
        router.add(
                "GET",
                "/app",
                call -> Answer.ok(site.repos()
                        .app(app(call))
                        .with("installations_count", installations(call).size())));
        router.add(
                "GET",
                "/app/installations",
                call -> site.pages().answer(call, installations(call), site.repos()::installation));
        router.add(
                "GET",
                "/app/installations/{installation_id}",
                call -> Answer.ok(site.repos().installation(installation(call))));
        router.add("POST", "/app/installations/{installation_id}/access_tokens", this::accessToken);
        router.add("GET", "/repos/{owner}/{repo}/installation", this::installationOf);
        router.add("GET", "/installation/repositories", this::repositories);
        router.add("DELETE", "/installation/token", this::revoke);
    }

    private Answer root() {
        Fields fields = new Fields();
        ROOT.forEach(name -> fields.with(name, site.urls().api() + "/" + name.replace("_url", "")));
        return Answer.ok(fields);
    }

    private Answer self(Call call) {
        if (!(call.actor() instanceof Actor.User)) {
            throw new Refusal(403, "Resource not accessible by integration");
        }
        return Answer.ok(site.repos().ownProfile(call.by()));
    }

    private Answer user(Call call) {
        return Answer.ok(
                site.repos().profile(call.world().account(call.at("username")).orElseThrow(Refusal::notFound)));
    }

    private static App app(Call call) {
        if (call.actor() instanceof Actor.AsApp asApp) {
            return asApp.app();
        }
        throw new Refusal(401, "A JSON web token could not be decoded");
    }

    private List<Installation> installations(Call call) {
        return call.world().credentials().installations(app(call));
    }

    private Installation installation(Call call) {
        return installations(call).stream()
                .filter(each -> each.id() == call.number("installation_id"))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private Answer installationOf(Call call) {
        Repo repo = call.found();
        return Answer.ok(site.repos()
                .installation(installations(call).stream()
                        .filter(each -> each.repositories().contains(repo.id))
                        .findFirst()
                        .orElseThrow(Refusal::notFound)));
    }

    private Answer accessToken(Call call) {
        Installation installation = installation(call);
        Map<String, String> permissions = new HashMap<>(installation.permissions());
        if (call.body().path("permissions").isObject()) {
            permissions.clear();
            call.body().path("permissions").properties().forEach(asked -> {
                String held = installation.permissions().getOrDefault(asked.getKey(), "none");
                String wanted = asked.getValue().asText();
                if (!held.equals("write") && !held.equals(wanted)) {
                    throw new Refusal(422, "The permissions requested are not granted to this installation.");
                }
                permissions.put(asked.getKey(), wanted);
            });
        }
        permissions.put("metadata", "read");
        Installation within = only(call, installation);
        Token token = call.world().credentials().installed(within, Map.copyOf(permissions));
        return Answer.created(Fields.of("token", token.value())
                .with("expires_at", token.expiresAt())
                .with("permissions", permissions)
                .with("repository_selection", "selected"));
    }

    /** The installation, with no more repositories than the body names. */
    private static Installation only(Call call, Installation installation) {
        Optional<List<String>> names = call.texts("repositories");
        if (names.isEmpty() && !call.body().path("repository_ids").isArray()) {
            return installation;
        }
        Set<Long> ids = call.world().repositories().stream()
                .filter(repo -> names.filter(list -> list.contains(repo.name)).isPresent()
                        || call.texts("repository_ids")
                                .filter(list -> list.contains(Long.toString(repo.id)))
                                .isPresent())
                .map(repo -> repo.id)
                .collect(Collectors.toSet());
        if (ids.isEmpty() || !installation.repositories().containsAll(ids)) {
            throw new Refusal(
                    422,
                    "There is at least one repository that does not exist or is not accessible to the parent"
                            + " installation.");
        }
        return new Installation(
                installation.id(),
                installation.app(),
                installation.account(),
                installation.permissions(),
                ids,
                installation.createdAt());
    }

    private Answer repositories(Call call) {
        Installation installation = call.actor()
                .within()
                .orElseThrow(() -> new Refusal(
                        403, "You must authenticate with an installation access token in order to list repositories."));
        List<Repo> repos = call.world().repositories().stream()
                .filter(repo -> installation.repositories().contains(repo.id))
                .toList();
        Answer answer = site.pages()
                .within(call, "repositories", repos, repo -> site.repos().repository(repo, call.actor()));
        return new Answer(
                answer.status(),
                ((com.fasterxml.jackson.databind.node.ObjectNode) answer.body())
                        .put("repository_selection", "selected"),
                answer.headers());
    }

    private Answer revoke(Call call) {
        call.asked()
                .header("authorization")
                .map(value -> value.substring(value.indexOf(' ') + 1))
                .ifPresent(call.world().credentials()::revoke);
        return Answer.none();
    }
}
