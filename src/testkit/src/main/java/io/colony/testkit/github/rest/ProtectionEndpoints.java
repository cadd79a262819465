package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Protection;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights.Need;
import io.colony.testkit.github.world.Ruleset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What guards branches. */
final class ProtectionEndpoints {
    private static final String REPO = "/repos/{owner}/{repo}";
    private static final Need GUARDED = new Need(List.of("administration"), false, Level.ADMIN);
    private static final Need READING = Need.reading("metadata");

    private final Site site;

    ProtectionEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("GET", REPO + "/branches/{branch}/protection", this::protection);
        router.add("GET", REPO + "/rules/branches/{branch}", this::rules);
        router.add("GET", REPO + "/rulesets", this::rulesets);
        router.add("GET", REPO + "/rulesets/{ruleset_id}", this::ruleset);
        router.add("GET", REPO + "/codeowners/errors", this::codeowners);
    }

    /** What everybody who reads sees. */
    static Fields brief(Repo repo, String branch) {
        Optional<Protection> guard = Optional.ofNullable(repo.protections.get(branch));
        List<String> contexts = guard.map(Protection::contexts).orElse(List.of());
        return Fields.of("enabled", guard.isPresent())
                .with(
                        "required_status_checks",
                        Fields.of("enforcement_level", contexts.isEmpty() ? "off" : "non_admins")
                                .with("contexts", contexts)
                                .with("checks", checks(contexts)));
    }

    private static List<Fields> checks(List<String> contexts) {
        return contexts.stream()
                .map(context -> Fields.of("context", context).with("app_id", null))
                .toList();
    }

    private Answer protection(Call call) {
        Repo repo = call.repo(GUARDED);
        String branch = call.at("branch");
        if (repo.git.tip(branch).isEmpty()) {
            throw new Refusal(404, "Branch not found");
        }
        Protection guard = Optional.ofNullable(repo.protections.get(branch))
                .orElseThrow(() -> new Refusal(404, "Branch not protected"));
        String url = site.urls().repo(repo) + "/branches/" + branch + "/protection";
        Fields fields = Fields.of("url", url)
                .with("enforce_admins", flag(guard.administratorsToo()).with("url", url + "/enforce_admins"))
                .with("required_signatures", flag(false).with("url", url + "/required_signatures"));
        List.of(
                        "required_linear_history",
                        "allow_force_pushes",
                        "allow_deletions",
                        "block_creations",
                        "required_conversation_resolution",
                        "lock_branch",
                        "allow_fork_syncing")
                .forEach(name -> fields.with(name, flag(false)));
        if (!guard.contexts().isEmpty()) {
            fields.with(
                    "required_status_checks",
                    Fields.of("url", url + "/required_status_checks")
                            .with("strict", guard.strict())
                            .with("contexts", guard.contexts())
                            .with("contexts_url", url + "/required_status_checks/contexts")
                            .with("checks", checks(guard.contexts())));
        }
        if (guard.approvals() >= 0) {
            fields.with(
                    "required_pull_request_reviews",
                    reviews(guard).with("url", url + "/required_pull_request_reviews"));
        }
        return Answer.ok(fields);
    }

    private static Fields flag(boolean on) {
        return Fields.of("enabled", on);
    }

    private static Fields reviews(Protection guard) {
        return Fields.of("dismiss_stale_reviews", guard.dismissStale())
                .with("require_code_owner_reviews", guard.codeOwners())
                .with("require_last_push_approval", false)
                .with("required_approving_review_count", guard.approvals());
    }

    private Answer rules(Call call) {
        Repo repo = call.repo(READING);
        List<Fields> rules = new ArrayList<>();
        repo.rulesets.stream()
                .filter(ruleset -> ruleset.covers(call.at("branch"), repo.defaultBranch))
                .forEach(ruleset -> rules(ruleset)
                        .forEach(rule -> rules.add(rule.with("ruleset_source_type", "Repository")
                                .with("ruleset_source", repo.slug())
                                .with("ruleset_id", ruleset.id()))));
        return site.pages().answer(call, rules, rule -> rule);
    }

    private static List<Fields> rules(Ruleset ruleset) {
        List<Fields> rules = new ArrayList<>();
        if (ruleset.approvals() >= 0) {
            rules.add(Fields.of("type", "pull_request")
                    .with(
                            "parameters",
                            Fields.of("dismiss_stale_reviews_on_push", false)
                                    .with("require_code_owner_review", false)
                                    .with("require_last_push_approval", false)
                                    .with("required_approving_review_count", ruleset.approvals())
                                    .with("required_review_thread_resolution", false)));
        }
        if (!ruleset.contexts().isEmpty()) {
            List<Fields> checks = ruleset.contexts().stream()
                    .map(context -> Fields.of("context", context))
                    .toList();
            rules.add(Fields.of("type", "required_status_checks")
                    .with(
                            "parameters",
                            Fields.of("strict_required_status_checks_policy", false)
                                    .with("required_status_checks", checks)));
        }
        return rules;
    }

    private Fields shown(Repo repo, Ruleset ruleset) {
        return Fields.of("id", ruleset.id())
                .with("name", ruleset.name())
                .with("target", "branch")
                .with("source_type", "Repository")
                .with("source", repo.slug())
                .with("enforcement", "active")
                .with("created_at", ruleset.createdAt())
                .with("updated_at", ruleset.createdAt());
    }

    private Answer rulesets(Call call) {
        Repo repo = call.repo(READING);
        return site.pages().answer(call, repo.rulesets, ruleset -> shown(repo, ruleset));
    }

    private Answer ruleset(Call call) {
        Repo repo = call.repo(READING);
        Ruleset ruleset = repo.rulesets.stream()
                .filter(each -> each.id() == call.number("ruleset_id"))
                .findFirst()
                .orElseThrow(Refusal::notFound);
        List<String> names = ruleset.branches().stream()
                .map(name -> name.startsWith("~") ? name : "refs/heads/" + name)
                .toList();
        List<Fields> bypass = ruleset.bypass().stream()
                .map(id -> Fields.of("actor_id", id)
                        .with("actor_type", "Integration")
                        .with("bypass_mode", "always"))
                .toList();
        return Answer.ok(shown(repo, ruleset)
                .with("bypass_actors", bypass)
                .with("current_user_can_bypass", ruleset.mayBeBypassedBy(call.actor()) ? "always" : "never")
                .with(
                        "conditions",
                        Fields.of("ref_name", Fields.of("include", names).with("exclude", List.of())))
                .with("rules", rules(ruleset)));
    }

    /** Errors of a file that names accounts that do not exist, line by line. */
    private Answer codeowners(Call call) {
        Repo repo = call.repo(Need.reading("contents"));
        String sha = GitEndpoints.resolved(repo, call.asks("ref").orElse(repo.defaultBranch));
        for (String path : List.of(".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")) {
            Optional<String> text = repo.git.text(sha, path);
            if (text.isPresent()) {
                return Answer.ok(Fields.of(
                        "errors", errors(call, path, text.get().lines().toList())));
            }
        }
        throw Refusal.notFound();
    }

    private static List<Fields> errors(Call call, String path, List<String> lines) {
        List<Fields> errors = new ArrayList<>();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            for (String word : line.split("\\s+", -1)) {
                boolean unknown = word.startsWith("@")
                        && !word.contains("/")
                        && call.world().account(word.substring(1)).isEmpty();
                if (unknown && !line.startsWith("#")) {
                    errors.add(Fields.of("line", index + 1)
                            .with("column", line.indexOf(word) + 1)
                            .with("kind", "Unknown owner")
                            .with("source", line)
                            .with("suggestion", "make sure " + word + " exists and has write access to the repository")
                            .with(
                                    "message",
                                    "Unknown owner on line " + (index + 1) + ": make sure " + word
                                            + " exists and has write access to the repository")
                            .with("path", path));
                }
            }
        }
        return errors;
    }
}
