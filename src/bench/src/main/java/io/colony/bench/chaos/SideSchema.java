package io.colony.bench.chaos;

import io.colony.bench.BenchException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The two schemas beside the store's own, in the same database: {@code host}, the simulated code host, and {@code witness},
 * where each stage writes down by its own connection that it begins and ends.
 */
final class SideSchema {
    private static final String HOST = """
            create schema host;
            create table host.issues (
              slug text not null, number bigint not null, title text not null, body text not null,
              open boolean not null default true, author text not null default 'author', labels text[] not null default '{}', primary key (slug, number));
            create table host.branches (
              slug text not null, name text not null, sha text not null, primary key (slug, name));
            -- No rule says that a branch has one pull request: that is for the engine to see to, and for the check to find.
            create table host.pull_requests (
              number bigint generated always as identity (start with 100000) primary key, slug text not null,
              title text not null, head text not null, head_sha text not null, base text not null,
              state text not null default 'OPEN', merge_sha text, author text not null);
            create table host.merges (
              id bigint generated always as identity primary key, pull_request bigint not null, head_sha text not null,
              merge_sha text not null, by text not null);
            create table host.pushes (
              id bigint generated always as identity primary key, ref text not null, old_sha text, new_sha text not null);
            create table host.comments (
              id bigint generated always as identity primary key, slug text not null, number bigint not null,
              marker text not null, body text not null, writes integer not null default 1, unique (slug, number, marker));
            create table host.labels (
              id bigint generated always as identity primary key, slug text not null, number bigint not null,
              label text not null);
            create table host.statuses (
              slug text not null, sha text not null, context text not null, state text not null, description text not null,
              primary key (slug, sha, context));
            """;

    private static final String WITNESS = """
            create schema witness;
            create table witness.runs (
              id bigint generated always as identity primary key, run_id bigint not null unique, task_id bigint not null,
              issue_id bigint not null, stage text not null, epoch bigint not null, node text not null,
              manner text not null, started_at timestamptz not null default clock_timestamp(),
              ended_at timestamptz, ending text);
            create index on witness.runs (issue_id, stage);
            create table witness.faults (kind text not null, at timestamptz not null default clock_timestamp());
            create table witness.control (calm boolean not null);
            insert into witness.control values (false);
            """;

    private SideSchema() {}

    static void create(String url, String user) {
        try (Connection connection = DriverManager.getConnection(url, user, "");
                Statement statement = connection.createStatement()) {
            statement.execute(HOST);
            statement.execute(WITNESS);
        } catch (SQLException failure) {
            throw new BenchException("The simulated code host's schema could not be made: " + failure, failure);
        }
    }
}
