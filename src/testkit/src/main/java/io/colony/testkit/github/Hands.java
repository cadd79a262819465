package io.colony.testkit.github;

import io.colony.testkit.github.world.Account;
import io.colony.testkit.github.world.Actor;
import io.colony.testkit.github.world.App;
import io.colony.testkit.github.world.CheckActs.Saying;
import io.colony.testkit.github.world.CheckRun;
import io.colony.testkit.github.world.Issue;
import io.colony.testkit.github.world.PullActs.Merging;
import io.colony.testkit.github.world.PullActs.Opening;
import io.colony.testkit.github.world.Repo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one person does in one repository, as by clicks. Safe for use by many threads. */
public final class Hands {
    private final SimulatedRepository where;
    private final Account person;

    Hands(SimulatedRepository where, Account person) {
        this.where = where;
        this.person = person;
    }

    private Repo repo() {
        return where.repo();
    }

    private Issue issue(long number) {
        return repo().issue(number);
    }

    /** Opens an issue and answers its number. */
    public long openIssue(String title, String body, String... labels) {
        return where.doing(() -> where.acts().issues().open(repo(), person, title, body, List.of(labels)).number);
    }

    public void editIssue(long number, String title, String body) {
        where.act(() -> where.acts().issues().edit(issue(number), person, Optional.of(title), Optional.of(body)));
    }

    /** Closes an issue or pull request. */
    public void close(long number) {
        where.act(() -> where.acts().issues().close(issue(number), person, "completed"));
    }

    public void reopen(long number) {
        where.act(() -> {
            if (issue(number).pull.isPresent()) {
                where.acts().pulls().reopen(issue(number), person);
            } else {
                where.acts().issues().reopen(issue(number), person);
            }
        });
    }

    /** Comments, and answers the comment's id. */
    public long comment(long number, String body) {
        return where.doing(() -> where.acts().issues().comment(issue(number), person, body).id);
    }

    public void editComment(long commentId, String body) {
        where.act(() -> where.acts().issues().editComment(repo().comment(commentId), person, body));
    }

    public void deleteComment(long commentId) {
        where.act(() -> where.acts().issues().deleteComment(repo().comment(commentId), person));
    }

    public void label(long number, String... labels) {
        where.act(() -> where.acts().issues().addLabels(issue(number), person, Set.of(labels)));
    }

    public void unlabel(long number, String label) {
        where.act(() -> where.acts().issues().removeLabel(issue(number), person, label));
    }

    public void addSubIssue(long parent, long child) {
        where.act(() -> where.acts().issues().addSubIssue(issue(parent), issue(child), person, false));
    }

    /** Says that an issue waits for another. */
    public void block(long number, long on) {
        where.act(() -> where.acts().issues().block(issue(number), issue(on), person));
    }

    /** Opens a pull request and answers its number. */
    public long openPull(String title, String body, String head, String base) {
        return where.doing(
                () -> where.acts().pulls().open(repo(), person, new Opening(title, body, head, base, false)).number);
    }

    /** Has a pull request go into another branch. */
    public void retarget(long number, String base) {
        where.act(() -> where.acts().pulls().retarget(issue(number), person, base));
    }

    public void approve(long number) {
        review(number, "APPROVED", "");
    }

    public void requestChanges(long number, String body) {
        review(number, "CHANGES_REQUESTED", body);
    }

    /** Says something at a line of the change, which is a review of its own. */
    public void commentLine(long number, String path, int line, String body) {
        where.act(() -> where.acts().pulls().reviewComment(issue(number), person, path, line, body));
    }

    /** Reviews the head as it is now. */
    public void review(long number, String state, String body) {
        where.act(() -> {
            Issue issue = issue(number);
            where.acts().pulls().review(issue, person, state, body, issue.pulled().headSha);
        });
    }

    /** Merges by a merge commit, and answers it. */
    public String merge(long number) {
        Merging how = new Merging(Optional.empty(), "merge", Optional.empty(), Optional.empty());
        return where.doing(() -> where.acts().pulls().merge(issue(number), new Actor.User(person), how));
    }

    public void setStatus(String sha, String context, String state) {
        Saying saying = new Saying(context, state, Optional.empty(), Optional.empty());
        where.act(() -> where.acts().checks().status(repo(), person, sha, saying));
    }

    /** Makes a check run of an app, which is queued then, and answers its id. */
    public long startCheck(App app, String sha, String name) {
        return where.doing(() -> {
            CheckRun run = where.acts().checks().create(repo(), app, sha, name);
            where.acts().checks().created(repo(), app.bot(), run);
            return run.id;
        });
    }

    /** Ends a check run, such as with {@code success}. */
    public void finishCheck(long runId, String conclusion) {
        where.act(() -> repo().checkRuns.stream()
                .filter(run -> run.id == runId)
                .forEach(run ->
                        where.acts().checks().finish(repo(), run.suite.app().bot(), run, conclusion)));
    }
}
