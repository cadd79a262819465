package io.colony.testkit.github.rest;

import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.Label;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights.Need;
import java.util.List;

/** Labels of repositories and issues. */
final class LabelEndpoints {
    private static final Need DEFINING = Need.writing(Level.TRIAGE, "issues", "pull_requests");

    private final Site site;

    LabelEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("GET", "/repos/{owner}/{repo}/labels", this::list);
        router.add("POST", "/repos/{owner}/{repo}/labels", this::define);
        router.add("GET", "/repos/{owner}/{repo}/labels/{name}", this::get);
        router.add("GET", "/repos/{owner}/{repo}/issues/{issue_number}/labels", this::ofIssue);
        router.add("POST", "/repos/{owner}/{repo}/issues/{issue_number}/labels", this::add);
        router.add("PUT", "/repos/{owner}/{repo}/issues/{issue_number}/labels", this::replace);
        router.add("DELETE", "/repos/{owner}/{repo}/issues/{issue_number}/labels", this::clear);
        router.add("DELETE", "/repos/{owner}/{repo}/issues/{issue_number}/labels/{name}", this::remove);
    }

    private Answer list(Call call) {
        Repo repo = call.repo(IssueEndpoints.READING);
        return site.pages()
                .answer(
                        call,
                        List.copyOf(repo.labels.values()),
                        label -> site.issues().label(repo, label));
    }

    private Answer define(Call call) {
        Repo repo = call.repo(DEFINING);
        String name = call.needed("Label", "name");
        if (repo.label(name).isPresent()) {
            throw Refusal.invalidField("Label", "name", "already_exists");
        }
        Label label =
                site.acts().issues().define(repo, name, call.text("color").orElse("ededed"), call.text("description"));
        return Answer.created(site.issues().label(repo, label));
    }

    private Answer get(Call call) {
        Repo repo = call.repo(IssueEndpoints.READING);
        return Answer.ok(site.issues().label(repo, repo.label(call.at("name")).orElseThrow(Refusal::notFound)));
    }

    private Answer ofIssue(Call call) {
        return shown(call, call.issue(IssueEndpoints.READING));
    }

    private Answer shown(Call call, Issue issue) {
        return site.pages()
                .answer(call, issue.labelled(), label -> site.issues().label(issue.repo, label));
    }

    private Answer all(Issue issue) {
        return Answer.ok(issue.labelled().stream()
                .map(label -> site.issues().label(issue.repo, label))
                .toList());
    }

    /** The body is an array, or an object with one. */
    private static List<String> names(Call call) {
        return call.body().isArray()
                ? Call.texts(call.body())
                : call.texts("labels").orElse(List.of());
    }

    private Answer add(Call call) {
        Issue issue = call.issue(IssueEndpoints.TRIAGING);
        site.acts().issues().addLabels(issue, call.by(), names(call));
        return all(issue);
    }

    private Answer replace(Call call) {
        Issue issue = call.issue(IssueEndpoints.TRIAGING);
        site.acts().issues().setLabels(issue, call.by(), names(call));
        return all(issue);
    }

    private Answer clear(Call call) {
        Issue issue = call.issue(IssueEndpoints.TRIAGING);
        site.acts().issues().setLabels(issue, call.by(), List.of());
        return Answer.none();
    }

    private Answer remove(Call call) {
        Issue issue = call.issue(IssueEndpoints.TRIAGING);
        site.acts().issues().removeLabel(issue, call.by(), call.at("name"));
        return all(issue);
    }
}
