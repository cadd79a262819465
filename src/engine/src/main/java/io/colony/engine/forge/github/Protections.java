package io.colony.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.engine.forge.Forge.Protection;
import io.colony.engine.forge.ForgeException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What guards a branch: its protection, and the rulesets that apply to it. */
final class Protections {
    private final Accounts accounts;

    Protections(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Who merges is {@code ops}, so that it is asked what that one may. */
    Protection of(String slug, String branch) {
        try {
            Set<String> checks = new TreeSet<>();
            boolean bypass = byRulesets(slug, branch, checks);
            bypass |= byBranch(slug, branch, checks);
            return new Protection.Known(List.copyOf(checks), bypass);
        } catch (ForgeException refused) {
            if (refused.worthRetrying()) {
                throw refused;
            }
            return new Protection.Unknown(String.valueOf(refused.getMessage()));
        }
    }

    private boolean byBranch(String slug, String branch, Set<String> checks) {
        Api api = accounts.ops(slug).read();
        String repository = ApiUrl.repository(slug);
        Optional<JsonNode> found = guard(api, repository + "/branches/" + ApiUrl.segment(branch) + "/protection");
        if (found.isEmpty()) {
            return false;
        }
        JsonNode protection = found.get();
        JsonNode required = protection.path("required_status_checks");
        required.path("contexts").forEach(context -> checks.add(context.asText()));
        required.path("checks").forEach(check -> checks.add(Json.text(check, "context")));
        boolean administrator =
                api.get(repository).path("permissions").path("admin").asBoolean();
        boolean forAdministrators =
                protection.path("enforce_admins").path("enabled").asBoolean();
        return (administrator && !forAdministrators)
                || named(protection.path("required_pull_request_reviews").path("bypass_pull_request_allowances"));
    }

    /** GitHub says 404 for a branch without protection, and for one whose protection is not for us to see. */
    private static Optional<JsonNode> guard(Api api, String path) {
        Answer answer = api.look(path);
        return answer.status() == 404 && Refusal.words(answer).contains("not protected")
                ? Optional.empty()
                : Optional.of(api.read(path, answer));
    }

    private boolean named(JsonNode allowances) {
        for (JsonNode user : allowances.path("users")) {
            if (accounts.ops().account().equalsIgnoreCase(Json.login(user))) {
                return true;
            }
        }
        for (JsonNode app : allowances.path("apps")) {
            if (accounts.ops().appSlug().equals(Optional.of(Json.text(app, "slug")))) {
                return true;
            }
        }
        return false;
    }

    private boolean byRulesets(String slug, String branch, Set<String> checks) {
        boolean bypass = false;
        Set<Long> asked = new TreeSet<>();
        for (JsonNode rule : rules(slug, branch).toList()) {
            if (!Json.text(rule, "type").equals("required_status_checks")) {
                continue;
            }
            rule.path("parameters")
                    .path("required_status_checks")
                    .forEach(check -> checks.add(Json.text(check, "context")));
            long ruleset = rule.path("ruleset_id").asLong();
            if (asked.add(ruleset)) {
                bypass |= mayBypass(slug, ruleset);
            }
        }
        return bypass;
    }

    private boolean mayBypass(String slug, long ruleset) {
        JsonNode found = accounts.ops(slug).read().get(ApiUrl.repository(slug) + "/rulesets/" + ruleset);
        String may = Json.text(found, "current_user_can_bypass");
        if (may.isEmpty()) {
            throw ForgeException.permanent("GitHub does not say whether '"
                    + accounts.ops().account() + "' may bypass the ruleset " + ruleset + " of " + slug + ".");
        }
        return !may.equals("never");
    }

    boolean hasMergeQueue(String slug, String branch) {
        return rules(slug, branch).anyMatch(rule -> Json.text(rule, "type").equals("merge_queue"));
    }

    /** None also on a host that does not know of rulesets. */
    private Stream<JsonNode> rules(String slug, String branch) {
        return accounts.ops(slug)
                .act()
                .listIfThere(ApiUrl.repository(slug) + "/rules/branches/" + ApiUrl.segment(branch))
                .orElseGet(Stream::empty);
    }
}
