package io.colony.testkit.github.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.Level;
import io.colony.testkit.github.world.Refusal;
import io.colony.testkit.github.world.Repo;
import io.colony.testkit.github.world.Rights;
import io.colony.testkit.github.world.Rights.Need;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Issues, and pull requests as far as they are issues. */
final class IssueEndpoints {
    static final Need READING = Need.reading("issues", "pull_requests");
    static final Need JOINING = Need.writing(Level.READ, "issues", "pull_requests");
    static final Need TRIAGING = Need.writing(Level.TRIAGE, "issues", "pull_requests");

    private final Site site;

    IssueEndpoints(Site site) {
        this.site = site;
    }

    void register(Router router) {
        router.add("GET", "/repos/{owner}/{repo}/issues", this::list);
        router.add("POST", "/repos/{owner}/{repo}/issues", this::create);
        router.add("GET", "/repos/{owner}/{repo}/issues/{issue_number}", this::get);
        router.add("PATCH", "/repos/{owner}/{repo}/issues/{issue_number}", this::change);
        router.add("GET", "/repos/{owner}/{repo}/issues/{issue_number}/events", this::events);
        router.add("GET", "/repos/{owner}/{repo}/issues/{issue_number}/timeline", this::timeline);
        router.add("GET", "/repos/{owner}/{repo}/issues/events", this::allEvents);
    }

    private Answer list(Call call) {
        Repo repo = call.repo(READING);
        String state = call.asks("state").orElse("open");
        Optional<Instant> since = since(call);
        List<String> labels =
                call.asks("labels").map(text -> List.of(text.split(",", -1))).orElse(List.of());
        List<Issue> found = new ArrayList<>(repo.issues.values().stream()
                .filter(issue -> state.equals("all") || issue.state().equals(state))
                .filter(issue -> since.filter(issue.updatedAt::isBefore).isEmpty())
                .filter(issue -> labels.stream().allMatch(label -> has(issue, label)))
                .filter(issue -> call.asks("creator")
                        .filter(name -> !name.equals(issue.author.login()))
                        .isEmpty())
                .toList());
        found.sort(order(call));
        return site.pages().answer(call, found, site.issues()::issue);
    }

    private static boolean has(Issue issue, String label) {
        return issue.labels.stream().anyMatch(label.strip()::equalsIgnoreCase);
    }

    static Optional<Instant> since(Call call) {
        try {
            return call.asks("since").map(Instant::parse);
        } catch (DateTimeParseException damaged) {
            throw new Refusal(422, "Invalid since parameter");
        }
    }

    static Comparator<Issue> order(Call call) {
        Comparator<Issue> order = switch (call.asks("sort").orElse("created")) {
            case "updated" -> Comparator.comparing((Issue issue) -> issue.updatedAt);
            case "comments" -> Comparator.comparingInt((Issue issue) -> issue.comments.size());
            default -> Comparator.comparing((Issue issue) -> issue.createdAt);
        };
        Comparator<Issue> whole = order.thenComparingLong(issue -> issue.number);
        return call.asks("direction").orElse("desc").equals("asc") ? whole : whole.reversed();
    }

    private Answer create(Call call) {
        Repo repo = call.repo(Need.writing(Level.READ, "issues"));
        String title = call.needed("Issue", "title");
        boolean trusted = Rights.level(repo, call.actor()).includes(Level.TRIAGE)
                || call.actor().within().isPresent();
        // GitHub drops without a word what the author may not set.
        List<String> labels = trusted ? call.texts("labels").orElse(List.of()) : List.of();
        Issue issue = site.acts()
                .issues()
                .open(repo, call.by(), title, call.text("body").orElse(""), labels);
        return Answer.created(site.issues().issue(issue))
                .with("Location", site.urls().issue(issue));
    }

    private Answer get(Call call) {
        Issue issue = call.issue(READING);
        return Answer.ok(site.issues().issue(issue)).with("Last-Modified", HttpDate.of(issue.updatedAt));
    }

    private Answer change(Call call) {
        Issue issue = call.issue(JOINING);
        Account by = call.by();
        if (!issue.author.is(by)) {
            Rights.check(issue.repo, call.actor(), TRIAGING);
        }
        site.acts().issues().edit(issue, by, call.text("title"), body(call));
        call.texts("labels").ifPresent(labels -> site.acts().issues().setLabels(issue, by, labels));
        call.texts("assignees").ifPresent(names -> {
            issue.assignees.clear();
            names.forEach(name -> call.world().account(name).ifPresent(issue.assignees::add));
        });
        state(call, issue);
        return Answer.ok(site.issues().issue(issue));
    }

    /** A body of null empties it. */
    static Optional<String> body(Call call) {
        return call.body().has("body") && call.body().path("body").isNull() ? Optional.of("") : call.text("body");
    }

    private void state(Call call, Issue issue) {
        Optional<String> state = call.text("state");
        if (state.filter(asked -> !Set.of("open", "closed").contains(asked)).isPresent()) {
            throw Refusal.invalidField("Issue", "state", "invalid");
        }
        if (state.filter("closed"::equals).isPresent()) {
            site.acts()
                    .issues()
                    .close(issue, call.by(), call.text("state_reason").orElse("completed"));
        }
        if (state.filter("open"::equals).isPresent()) {
            if (issue.pull.isPresent()) {
                site.acts().pulls().reopen(issue, call.by());
            } else {
                site.acts().issues().reopen(issue, call.by());
            }
        }
    }

    private Answer events(Call call) {
        Issue issue = call.issue(READING);
        return site.pages().answer(call, issue.events, event -> site.issues().event(issue, event));
    }

    private Answer allEvents(Call call) {
        Repo repo = call.repo(READING);
        List<JsonNode> all = new ArrayList<>();
        repo.issues.values().stream()
                .flatMap(issue -> issue.events.stream()
                        .map(event -> Shown.of(issue, site.issues().event(issue, event), site)))
                .sorted(Comparator.comparingLong(Shown::id).reversed())
                .forEach(shown -> all.add(shown.json()));
        return site.pages().answer(call, all, each -> each);
    }

    private Answer timeline(Call call) {
        Issue issue = call.issue(READING);
        List<Shown> all = new ArrayList<>();
        issue.events.forEach(event -> all.add(Shown.of(site.issues().event(issue, event))));
        issue.comments.forEach(comment -> all.add(Shown.of(site.issues().commented(comment))));
        all.sort(Comparator.comparingLong(Shown::id));
        return site.pages().answer(call, all, Shown::json);
    }

    /** Something of a time line; ids count up as things happen. */
    private record Shown(long id, JsonNode json) {
        static Shown of(Fields fields) {
            return new Shown(fields.node().path("id").asLong(), fields.node());
        }

        static Shown of(Issue issue, Fields fields, Site site) {
            return of(fields.with("issue", site.issues().issue(issue)));
        }
    }
}
