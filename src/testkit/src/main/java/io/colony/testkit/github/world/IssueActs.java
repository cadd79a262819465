package io.colony.testkit.github.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is done to issues, and to pull requests as far as they are issues. Called with the world locked. */
public final class IssueActs {
    private final World world;

    public IssueActs(World world) {
        this.world = world;
    }

    /** Opens an issue. */
    public Issue open(Repo repo, Account by, String title, String body, Collection<String> labels) {
        Issue issue = number(repo, by, title, body);
        labels.forEach(label -> issue.labels.add(defined(repo, label).name()));
        tell(issue, "opened", by, Map.of());
        issue.labelled().forEach(label -> labelled(issue, by, label, "labeled"));
        return issue;
    }

    /** The next number of a repository's, which issues and pull requests share. */
    Issue number(Repo repo, Account by, String title, String body) {
        long number = repo.issues.size() + 1L;
        Issue issue = new Issue(repo, world.nextId(), number, by, world.now());
        issue.title = title;
        issue.body = body;
        repo.issues.put(number, issue);
        return issue;
    }

    /** Changes title and text. */
    public void edit(Issue issue, Account by, Optional<String> title, Optional<String> body) {
        Map<String, Object> changes = new java.util.TreeMap<>();
        title.filter(text -> !text.equals(issue.title)).ifPresent(text -> {
            changes.put("title", Map.of("from", issue.title));
            event(issue, by, "renamed", Optional.empty(), issue.title + "\n" + text);
            issue.title = text;
        });
        body.filter(text -> !text.equals(issue.body)).ifPresent(text -> {
            changes.put("body", Map.of("from", issue.body));
            issue.body = text;
            issue.bodyEditor = Optional.of(by);
            issue.bodyEditedAt = Optional.of(world.now());
        });
        if (!changes.isEmpty()) {
            touch(issue);
            tell(issue, "edited", by, Map.of("changes", changes));
        }
    }

    /** Closes an issue or pull request; one that is closed stays as it is. */
    public void close(Issue issue, Account by, String reason) {
        if (!issue.open) {
            return;
        }
        issue.open = false;
        issue.stateReason = issue.pull.isPresent() ? Optional.empty() : Optional.of(reason);
        issue.closedAt = Optional.of(world.now());
        issue.closedBy = Optional.of(by);
        event(issue, by, "closed", Optional.empty(), "");
        touch(issue);
        tell(issue, "closed", by, Map.of());
    }

    /** Opens what was closed. */
    public void reopen(Issue issue, Account by) {
        if (issue.open) {
            return;
        }
        issue.open = true;
        issue.stateReason = issue.pull.isPresent() ? Optional.empty() : Optional.of("reopened");
        issue.closedAt = Optional.empty();
        issue.closedBy = Optional.empty();
        event(issue, by, "reopened", Optional.empty(), "");
        touch(issue);
        tell(issue, "reopened", by, Map.of());
    }

    public Comment comment(Issue issue, Account by, String body) {
        Comment comment = new Comment(world.nextId(), issue, by, body, world.now());
        issue.comments.add(comment);
        touch(issue);
        world.tell(issue.repo, "issue_comment", "created", by, Map.of("issue", issue, "comment", comment));
        return comment;
    }

    public void editComment(Comment comment, Account by, String body) {
        String before = comment.body;
        comment.body = body;
        comment.updatedAt = world.now();
        touch(comment.issue);
        Map<String, Object> changes = Map.of("body", Map.of("from", before));
        world.tell(
                comment.issue.repo,
                "issue_comment",
                "edited",
                by,
                Map.of("issue", comment.issue, "comment", comment, "changes", changes));
    }

    public void deleteComment(Comment comment, Account by) {
        comment.issue.comments.remove(comment);
        touch(comment.issue);
        world.tell(
                comment.issue.repo, "issue_comment", "deleted", by, Map.of("issue", comment.issue, "comment", comment));
    }

    /** Reacts; answers the reaction that this account left before, if any. */
    public Reaction react(List<Reaction> reactions, Account by, String content) {
        return reactions.stream()
                .filter(reaction ->
                        reaction.author().is(by) && reaction.content().equals(content))
                .findFirst()
                .orElseGet(() -> {
                    Reaction made = new Reaction(world.nextId(), by, content, world.now());
                    reactions.add(made);
                    world.changed();
                    return made;
                });
    }

    /** The label of that name, which is made where it is missing. */
    public Label defined(Repo repo, String name) {
        return repo.label(name).orElseGet(() -> define(repo, name, "ededed", Optional.empty()));
    }

    public Label define(Repo repo, String name, String color, Optional<String> description) {
        Label label = new Label(world.nextId(), name, color, description);
        repo.labels.put(name.toLowerCase(Locale.ROOT), label);
        world.changed();
        return label;
    }

    public void addLabels(Issue issue, Account by, Collection<String> names) {
        for (String name : names) {
            Label label = defined(issue.repo, name);
            if (issue.labels.add(label.name())) {
                touch(issue);
                labelled(issue, by, label, "labeled");
            }
        }
    }

    /** Takes a label away; refused when the issue has none of that name. */
    public void removeLabel(Issue issue, Account by, String name) {
        Label label = issue.repo
                .label(name)
                .filter(known -> issue.labels.contains(known.name()))
                .orElseThrow(() -> new Refusal(404, "Label does not exist"));
        issue.labels.remove(label.name());
        touch(issue);
        labelled(issue, by, label, "unlabeled");
    }

    /** Makes the labels be exactly these. */
    public void setLabels(Issue issue, Account by, Collection<String> names) {
        Set<String> wanted = new LinkedHashSet<>();
        names.forEach(name -> wanted.add(defined(issue.repo, name).name()));
        List.copyOf(issue.labels).stream()
                .filter(label -> !wanted.contains(label))
                .forEach(label -> removeLabel(issue, by, label));
        addLabels(issue, by, wanted);
    }

    private void labelled(Issue issue, Account by, Label label, String what) {
        event(issue, by, what, Optional.of(label), "");
        tell(issue, what, by, Map.of("label", label));
    }

    /** Makes an issue a part of another. */
    public void addSubIssue(Issue parent, Issue child, Account by, boolean replaceParent) {
        if (child.parent.isPresent() && !replaceParent) {
            throw Refusal.invalid("Issue", "Sub-issue may only have one parent");
        }
        for (Optional<Issue> above = Optional.of(parent); above.isPresent(); above = above.get().parent) {
            if (above.get() == child) {
                throw Refusal.invalid("Issue", "Sub-issue cannot be an ancestor of its parent");
            }
        }
        child.parent.ifPresent(before -> before.subIssues.remove(child));
        parent.subIssues.add(child);
        child.parent = Optional.of(parent);
        event(parent, by, "sub_issue_added", Optional.empty(), Long.toString(child.number));
        touch(parent);
        world.changed();
    }

    public void removeSubIssue(Issue parent, Issue child) {
        if (!parent.subIssues.remove(child)) {
            throw Refusal.notFound();
        }
        child.parent = Optional.empty();
        touch(parent);
        world.changed();
    }

    /** Says that an issue waits for another. */
    public void block(Issue issue, Issue on, Account by) {
        if (issue == on || issue.blockedBy.contains(on)) {
            throw Refusal.invalid("Issue", "Target issue has already been taken");
        }
        issue.blockedBy.add(on);
        event(issue, by, "blocked_by_added", Optional.empty(), Long.toString(on.number));
        touch(issue);
        world.changed();
    }

    public void unblock(Issue issue, Issue on) {
        if (!issue.blockedBy.remove(on)) {
            throw Refusal.notFound();
        }
        touch(issue);
        world.changed();
    }

    void event(Issue issue, Account by, String event, Optional<Label> label, String note) {
        Optional<String> commit = event.equals("merged") ? Optional.of(note) : Optional.empty();
        issue.events.add(new IssueEvent(world.nextId(), event, by, world.now(), label, commit, note));
    }

    void touch(Issue issue) {
        issue.updatedAt = world.now();
    }

    /** Tells of an issue, or as GitHub does of the pull request that it is. */
    void tell(Issue issue, String action, Account by, Map<String, Object> more) {
        Map<String, Object> details = new java.util.HashMap<>(more);
        if (issue.pull.isPresent()) {
            details.put("number", issue.number);
            details.put("pull_request", issue);
            world.tell(issue.repo, "pull_request", action, by, details);
        } else {
            details.put("issue", issue);
            world.tell(issue.repo, "issues", action, by, details);
        }
    }

    /** Those of an account's issues that are open, for tests that look from outside. */
    public static List<Issue> open(Repo repo) {
        return new ArrayList<>(
                repo.issues.values().stream().filter(issue -> issue.open).toList());
    }
}
