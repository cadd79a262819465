package io.colony.engine.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colony.engine.forge.Forge.Deed;
import io.colony.engine.forge.Forge.ForgeIssue;
import io.colony.engine.forge.Forge.LastEdits;
import io.colony.engine.forge.Forge.Reopening;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.issue.IssueKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueBuilder;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHLabel;
import org.kohsuke.github.GHUser;

/** Issues, and what connects them. */
final class Issues {
    private static final Set<String> LABELLING = Set.of("labeled", "unlabeled");
    private static final Set<String> CLOSING = Set.of("reopened", "closed");
    private static final Pattern ADDRESS =
            Pattern.compile(".*/repos/([A-Za-z0-9_-]+/[A-Za-z0-9._-]+)(?:/issues/[0-9]+)?");

    /** The body's last edit: REST does not tell of it. A title's is an event. */
    private static final String LAST_EDIT = "query($owner: String!, $name: String!, $number: Int!) {"
            + " repository(owner: $owner, name: $name) { issue(number: $number) {"
            + " lastEditedAt editor { login __typename } } } }";

    private final Accounts accounts;

    Issues(Accounts accounts) {
        this.accounts = accounts;
    }

    /** {@code /repos/owner/name/issues/12}. */
    static String path(IssueKey key) {
        return ApiUrl.repository(key.repository()) + "/issues/" + key.number();
    }

    ForgeIssue get(IssueKey key) {
        Hub hub = accounts.ops(key.repository()).readHub();
        GHIssue issue = Hub.run(
                "read the issue " + key, () -> hub.handle(key.repository()).getIssue(Math.toIntExact(key.number())));
        if (issue.isPullRequest()) {
            throw ForgeException.permanent(key + " is a pull request on GitHub, and no issue.");
        }
        return read(key.repository(), issue);
    }

    Stream<ForgeIssue> open(String slug) {
        return list(slug, "open").map(issue -> read(slug, issue));
    }

    /** Ours alone are looked through, whatever their state. */
    Optional<ForgeIssue> findOwn(String slug, String marker) {
        return list(slug, "all")
                .filter(issue -> accounts.isOwn(Json.login(issue.path("user")))
                        && Json.text(issue, "body").lines().anyMatch(marker::equals))
                .map(issue -> read(slug, issue))
                .findFirst();
    }

    private Stream<JsonNode> list(String slug, String state) {
        String path = ApiUrl.repository(slug) + "/issues?state=" + state + "&sort=created&direction=asc";
        return accounts.ops(slug).read().list(path).filter(issue -> !issue.has("pull_request"));
    }

    ForgeIssue create(String slug, String title, String body, List<String> labels) {
        Hub hub = accounts.ops(slug).actHub();
        GHIssue made = Hub.run("file an issue in " + slug, () -> {
            GHIssueBuilder issue = hub.handle(slug).createIssue(title).body(body);
            labels.forEach(issue::label);
            return issue.create();
        });
        return read(slug, made);
    }

    void close(IssueKey key) {
        accounts.ops(key.repository())
                .act()
                .settle("PATCH", path(key), Json.object().put("state", "closed"));
    }

    /** Who put the label on that is there now. */
    Optional<Deed> labelledBy(IssueKey key, String label) {
        return events(key)
                .filter(event -> Json.text(event.path("label"), "name").equalsIgnoreCase(label))
                .filter(event -> LABELLING.contains(Json.text(event, "event")))
                .map(event ->
                        Json.text(event, "event").equals("labeled") ? Optional.of(deed(event)) : Optional.<Deed>empty())
                .reduce(Optional.empty(), (earlier, later) -> later);
    }

    private static Deed deed(JsonNode event) {
        return new Deed(
                Json.login(event.path("actor")), Json.time(event, "created_at").orElse(Instant.EPOCH));
    }

    /** Who changed title and body last. */
    LastEdits lastEdits(IssueKey key) {
        Optional<Deed> renamed = events(key)
                .filter(event -> Json.text(event, "event").equals("renamed"))
                .map(Issues::deed)
                .reduce((earlier, later) -> later);
        return new LastEdits(renamed, bodyEdit(key));
    }

    private Optional<Deed> bodyEdit(IssueKey key) {
        String[] parts = key.repository().split("/", 2);
        ObjectNode variables =
                Json.object().put("owner", parts[0]).put("name", parts[1]).put("number", key.number());
        JsonNode answer = accounts.ops(key.repository()).read().graphql(LAST_EDIT, variables, true);
        JsonNode issue = answer.path("data").path("repository").path("issue");
        if (!issue.isObject()) {
            throw ForgeException.temporary("GitHub does not say who edited " + key + " last: "
                    + Refusal.printable(Json.text(answer.path("errors").path(0), "message"))
                    + " It will be asked again.");
        }
        JsonNode editor = issue.path("editor");
        // Only here a program's name comes without its mark.
        String mark = Json.text(editor, "__typename").equals("Bot") ? "[bot]" : "";
        return Json.time(issue, "lastEditedAt").map(at -> new Deed(Json.login(editor) + mark, at));
    }

    /** Who opened the issue again that is open now. */
    Optional<Reopening> reopened(IssueKey key) {
        return events(key)
                .filter(event -> CLOSING.contains(Json.text(event, "event")))
                .map(event -> Json.text(event, "event").equals("reopened")
                        ? Json.time(event, "created_at").map(at -> new Reopening(Json.login(event.path("actor")), at))
                        : Optional.<Reopening>empty())
                .reduce(Optional.empty(), (earlier, later) -> later);
    }

    /** All that happened to it, oldest first. */
    private Stream<JsonNode> events(IssueKey key) {
        return accounts.ops(key.repository()).read().list(path(key) + "/events");
    }

    /** Empty also on a host that does not know of dependencies. */
    List<IssueKey> blockers(IssueKey key) {
        return keys(key, "/dependencies/blocked_by");
    }

    /** Empty also on a host that does not know of sub-issues. */
    List<IssueKey> subIssues(IssueKey key) {
        return keys(key, "/sub_issues");
    }

    private List<IssueKey> keys(IssueKey key, String what) {
        return accounts.ops(key.repository())
                .read()
                .listIfThere(path(key) + what)
                .orElseGet(Stream::empty)
                .map(Issues::key)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Where GitHub says that it is now, which is elsewhere than it was asked for once a repository was renamed. */
    static Optional<IssueKey> key(JsonNode issue) {
        Matcher address = ADDRESS.matcher(Json.text(issue, "repository_url"));
        long number = issue.path("number").asLong();
        return address.matches() && number > 0 ? Optional.of(new IssueKey(address.group(1), number)) : Optional.empty();
    }

    void addSubIssue(IssueKey parent, IssueKey child) {
        Api api = accounts.ops(parent.repository()).act();
        Optional<Stream<JsonNode>> present = api.listIfThere(path(parent) + "/sub_issues");
        if (present.isEmpty() || present.get().map(Issues::key).anyMatch(Optional.of(child)::equals)) {
            return;
        }
        long id = accounts.ops(child.repository())
                .act()
                .get(path(child))
                .path("id")
                .asLong();
        String where = path(parent) + "/sub_issues";
        Answer answer = api.attempt("POST", where, Json.object().put("sub_issue_id", id));
        if (!answer.good() && !subIssues(parent).contains(child)) {
            throw api.refused("POST", where, answer);
        }
    }

    private static ForgeIssue read(String slug, JsonNode issue) {
        List<String> labels = new ArrayList<>();
        issue.path("labels").forEach(label -> labels.add(Json.text(label, "name")));
        return new ForgeIssue(
                new IssueKey(slug, issue.path("number").asLong()),
                Json.text(issue, "title"),
                Json.text(issue, "body"),
                Json.login(issue.path("user")),
                Json.text(issue, "state").equals("open"),
                List.copyOf(labels));
    }

    private static ForgeIssue read(String slug, GHIssue issue) {
        return new ForgeIssue(
                new IssueKey(slug, issue.getNumber()),
                issue.getTitle(),
                body(issue),
                login(issue),
                issue.getState() == GHIssueState.OPEN,
                issue.getLabels().stream().map(GHLabel::getName).toList());
    }

    private static String body(GHIssue issue) {
        return Objects.requireNonNullElse(issue.getBody(), "");
    }

    /** The account of who filed it; an account that is gone is GitHub's {@code ghost}. */
    static String login(GHIssue issue) {
        GHUser user = Hub.run("read who filed " + issue.getNumber(), issue::getUser);
        return user == null ? "ghost" : user.getLogin();
    }
}
