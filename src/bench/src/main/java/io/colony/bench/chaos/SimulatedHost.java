package io.colony.bench.chaos;

import io.colony.engine.database.Json;
import io.colony.engine.forge.Forge;
import io.colony.engine.forge.ForgeException;
import io.colony.engine.issue.IssueKey;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A code host in the schema {@code host}: no git, commits are names only. It keeps what was done to it, so that the check can
 * hold it against the store. Safe for use by many threads and processes.
 */
final class SimulatedHost implements Forge {
    static final String NAME = "simulated";
    static final String SLUG = "chaos/shop";
    private static final String BASE = "main";

    private final SqlClient sql;
    private final Supplier<HostFault> faults;

    /** @param faults asked before each act */
    SimulatedHost(SqlClient sql, Supplier<HostFault> faults) {
        this.sql = sql;
        this.faults = faults;
    }

    /** What goes wrong with one call. */
    enum HostFault {
        NONE,
        /** 5xx, and nothing was done. */
        REFUSES,
        /** A timeout, and it was done. */
        ANSWER_LOST,
        SLOW
    }

    private <T> T act(String what, SqlClient.Work<T> work) {
        HostFault fault = faults.get();
        if (fault == HostFault.REFUSES) {
            throw ForgeException.temporary("The code host answered 502 to " + what + ".");
        }
        if (fault == HostFault.SLOW) {
            Pause.of(java.time.Duration.ofMillis(300));
        }
        T answer = ask(work);
        if (fault == HostFault.ANSWER_LOST) {
            throw ForgeException.temporary("No answer from the code host to " + what + " within 10 s.");
        }
        return answer;
    }

    private <T> T ask(SqlClient.Work<T> work) {
        try {
            return sql.inTransaction(work);
        } catch (SqlClient.CutOff away) {
            throw ForgeException.temporary("The code host cannot be reached.", away);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RepositoryInfo repository(String slug) {
        return new RepositoryInfo(slug, BASE, cloneUrl(slug));
    }

    @Override
    public ForgeIssue issue(IssueKey key) {
        return ask(connection -> SqlClient.rows(
                                connection,
                                "select title, body, open, array_to_string(labels, ' '), author from host.issues"
                                        + " where slug = ? and number = ?",
                                key.repository(),
                                key.number())
                        .stream()
                        .findFirst())
                .map(row -> new ForgeIssue(
                        key,
                        row.get(0),
                        row.get(1),
                        row.get(4),
                        row.get(2).equals("t"),
                        List.of(row.get(3).split(" "))))
                .orElseThrow(() -> ForgeException.permanent("There is no issue " + key + " on the code host."));
    }

    @Override
    public Stream<ForgeIssue> openIssues(String slug) {
        return ask(connection -> SqlClient.rows(
                        connection, "select number from host.issues where slug = ? and open order by number", slug))
                .stream()
                .map(row -> issue(new IssueKey(slug, Long.parseLong(row.getFirst()))));
    }

    /** Files an issue under its planned number, once. */
    void file(IssueKey key, String title, String body) {
        ask(connection -> SqlClient.update(
                connection,
                "insert into host.issues (slug, number, title, body) values (?, ?, ?, ?) on conflict do nothing",
                key.repository(),
                key.number(),
                title,
                body));
    }

    @Override
    public ForgeIssue createIssue(String slug, String title, String body, String author, List<String> labels) {
        long number = act("a new issue", connection -> {
            SqlClient.rows(connection, "select pg_advisory_xact_lock(1)::text");
            long next = Long.parseLong(SqlClient.rows(
                            connection, "select greatest(max(number), 50000) + 1 from host.issues where slug = ?", slug)
                    .getFirst()
                    .getFirst());
            SqlClient.update(
                    connection,
                    "insert into host.issues (slug, number, title, body, author) values (?, ?, ?, ?, ?)",
                    slug,
                    next,
                    title,
                    body,
                    author);
            return next;
        });
        return new ForgeIssue(new IssueKey(slug, number), title, body, author, true, labels);
    }

    @Override
    public Optional<ForgeIssue> findOwnIssue(String slug, String marker) {
        return ask(connection -> SqlClient.rows(
                        connection,
                        "select number from host.issues where slug = ? and author = ? and ? = any(string_to_array(body, chr(10)))",
                        slug,
                        OWN_IDENTITY,
                        marker))
                .stream()
                .findFirst()
                .map(row -> issue(new IssueKey(slug, Long.parseLong(row.getFirst()))));
    }

    @Override
    public void closeIssue(IssueKey key) {
        act(
                "closing " + key,
                connection -> SqlClient.update(
                        connection,
                        "update host.issues set open = false where slug = ? and number = ?",
                        key.repository(),
                        key.number()));
    }

    @Override
    public void setStateLabel(IssueKey key, String prefix, String label) {
        act("a label", connection -> {
            SqlClient.update(
                    connection,
                    "update host.issues set labels = array[?] where slug = ? and number = ?",
                    label,
                    key.repository(),
                    key.number());
            return SqlClient.update(
                    connection,
                    "insert into host.labels (slug, number, label) values (?, ?, ?)",
                    key.repository(),
                    key.number(),
                    label);
        });
    }

    @Override
    public void putComment(IssueKey key, String marker, String body) {
        act(
                "a comment",
                connection -> SqlClient.update(
                        connection,
                        "insert into host.comments (slug, number, marker, body) values (?, ?, ?, ?)"
                                + " on conflict (slug, number, marker)"
                                + " do update set body = excluded.body, writes = host.comments.writes + 1",
                        key.repository(),
                        key.number(),
                        marker,
                        body));
    }

    @Override
    public Stream<ForgeComment> comments(IssueKey key) {
        return ask(connection -> SqlClient.rows(
                        connection,
                        "select id, body, marker from host.comments where slug = ? and number = ? order by id",
                        key.repository(),
                        key.number()))
                .stream()
                .map(row -> new ForgeComment(
                        Long.parseLong(row.get(0)), "colony", false, row.get(1), false, Optional.of(row.get(2))));
    }

    @Override
    public void setStatus(String slug, CommitStatus status) {
        act(
                "a status",
                connection -> SqlClient.update(
                        connection,
                        "insert into host.statuses values (?, ?, ?, ?, ?) on conflict (slug, sha, context)"
                                + " do update set state = excluded.state, description = excluded.description",
                        slug,
                        status.sha(),
                        status.context(),
                        status.state().name(),
                        status.description()));
    }

    @Override
    public List<CommitStatus> statuses(String slug, String sha) {
        return List.of();
    }

    @Override
    public Optional<String> tip(String slug, String branch) {
        return ask(connection -> tip(connection, slug, branch));
    }

    @Override
    public List<String> branches(String slug, String prefix) {
        return ask(connection -> SqlClient.rows(
                        connection,
                        "select name from host.branches where slug = ? and starts_with(name, ?) order by 1",
                        slug,
                        prefix))
                .stream()
                .map(List::getFirst)
                .toList();
    }

    private static Optional<String> tip(Connection connection, String slug, String branch) throws SQLException {
        return SqlClient.rows(
                        connection,
                        "select sha from host.branches where slug = ? and name = ? for update",
                        slug,
                        branch)
                .stream()
                .findFirst()
                .map(List::getFirst);
    }

    @Override
    public Optional<PullRequest> findPullRequest(String slug, String headBranch) {
        return ask(connection -> find(connection, "head = ? and slug = ? order by number desc", headBranch, slug));
    }

    @Override
    public PullRequest pullRequest(String slug, long number) {
        return ask(connection -> find(connection, "number = ? and slug = ?", number, slug))
                .orElseThrow(() -> ForgeException.permanent("There is no pull request " + number + "."));
    }

    private static Optional<PullRequest> find(Connection connection, String where, Object... parameters)
            throws SQLException {
        return SqlClient.rows(
                        connection,
                        "select number, title, head, coalesce((select sha from host.branches b where b.name = p.head"
                                + " and p.state = 'OPEN'), head_sha), base, state, coalesce(merge_sha, ''), author"
                                + " from host.pull_requests p where " + where + " limit 1 for update of p",
                        parameters)
                .stream()
                .findFirst()
                .map(row -> new PullRequest(
                        Long.parseLong(row.get(0)),
                        row.get(1),
                        row.get(2),
                        row.get(3),
                        row.get(4),
                        PullRequest.State.valueOf(row.get(5)),
                        Optional.of(row.get(6)).filter(sha -> !sha.isEmpty()),
                        row.get(7)));
    }

    @Override
    public PullRequest openPullRequest(String slug, NewPullRequest wanted) {
        return act("a pull request", connection -> {
            SqlClient.rows(connection, "select pg_advisory_xact_lock(hashtext(?))::text", wanted.head());
            Optional<PullRequest> known =
                    find(connection, "head = ? and slug = ? and state = 'OPEN'", wanted.head(), slug);
            if (known.isPresent()) {
                return known.get();
            }
            String sha = tip(connection, slug, wanted.head())
                    .orElseThrow(() -> ForgeException.permanent("There is no branch " + wanted.head() + "."));
            SqlClient.update(
                    connection,
                    "insert into host.pull_requests (slug, title, head, head_sha, base, author)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    slug,
                    wanted.title(),
                    wanted.head(),
                    sha,
                    wanted.base(),
                    wanted.author());
            return find(connection, "head = ? and slug = ? and state = 'OPEN'", wanted.head(), slug)
                    .orElseThrow();
        });
    }

    @Override
    public void closePullRequest(String slug, long number) {
        act(
                "closing a pull request",
                connection -> SqlClient.update(
                        connection,
                        "update host.pull_requests p set state = 'CLOSED', head_sha = (select sha from host.branches b"
                                + " where b.name = p.head and b.slug = p.slug) where number = ? and state = 'OPEN'",
                        number));
    }

    @Override
    public PushOutcome push(String slug, Path clone, String branch, Optional<String> expected, String sha) {
        return act("a push", connection -> {
            SqlClient.rows(connection, "select pg_advisory_xact_lock(hashtext(?))::text", branch);
            Optional<String> tip = tip(connection, slug, branch);
            if (tip.equals(Optional.of(sha))) {
                return new PushOutcome.Pushed(true);
            }
            if (!tip.equals(expected)) {
                return new PushOutcome.Moved(tip);
            }
            SqlClient.update(
                    connection,
                    "insert into host.branches values (?, ?, ?) on conflict (slug, name) do update set sha = excluded.sha",
                    slug,
                    branch,
                    sha);
            SqlClient.update(
                    connection,
                    "insert into host.pushes (ref, old_sha, new_sha) values (?, ?, ?)",
                    branch,
                    expected.orElse(""),
                    sha);
            return new PushOutcome.Pushed(false);
        });
    }

    @Override
    public MergeOutcome merge(String slug, long number, String expectedHead, String message) {
        return act("a merge", connection -> merge(connection, slug, number, Optional.of(expectedHead), "colony"));
    }

    /** A person presses the button; the host does not fail people. */
    MergeOutcome mergeByPerson(String slug, long number) {
        return ask(connection -> merge(connection, slug, number, Optional.empty(), "person"));
    }

    private static MergeOutcome merge(
            Connection connection, String slug, long number, Optional<String> expected, String by) throws SQLException {
        PullRequest found = find(connection, "number = ? and slug = ?", number, slug)
                .orElseThrow(() -> ForgeException.permanent("There is no pull request " + number + "."));
        if (found.state() == PullRequest.State.MERGED) {
            return new MergeOutcome.Merged(found.mergeSha().orElse(found.headSha()), true);
        }
        if (found.state() == PullRequest.State.CLOSED) {
            return new MergeOutcome.Blocked("the pull request is closed");
        }
        if (expected.isPresent() && !expected.get().equals(found.headSha())) {
            return new MergeOutcome.HeadMoved(found.headSha());
        }
        String sha = commit("merge", number, found.headSha());
        SqlClient.update(
                connection,
                "update host.pull_requests set state = 'MERGED', merge_sha = ?, head_sha = ? where number = ?",
                sha,
                found.headSha(),
                number);
        SqlClient.update(
                connection,
                "insert into host.merges (pull_request, head_sha, merge_sha, by) values (?, ?, ?, ?)",
                number,
                found.headSha(),
                sha,
                by);
        return new MergeOutcome.Merged(sha, false);
    }

    /** A commit's name for what it is made of. */
    static String commit(Object... parts) {
        return Json.sha256(List.of(parts).toString()).substring(0, 40);
    }

    @Override
    public boolean isOwn(String login) {
        return login.equals(OWN_IDENTITY);
    }

    @Override
    public Permission permission(String slug, String login) {
        return Permission.WRITE;
    }

    @Override
    public String cloneUrl(String slug) {
        return "simulated://" + slug;
    }
}
