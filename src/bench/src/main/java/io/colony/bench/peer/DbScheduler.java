package io.colony.bench.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.colony.bench.store.Databases;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A db-scheduler with one kind of task, which does nothing but say that it ran. */
public final class DbScheduler implements AutoCloseable {
    private static final String TASK = "trivial";

    /** Its table as its documentation has it for Postgres, with every index. */
    private static final String SCHEMA = """
            create table scheduled_tasks (
              task_name text not null,
              task_instance text not null,
              task_data bytea,
              execution_time timestamp with time zone,
              picked boolean not null,
              picked_by text,
              last_success timestamp with time zone,
              last_failure timestamp with time zone,
              consecutive_failures int,
              last_heartbeat timestamp with time zone,
              version bigint not null,
              priority smallint,
              state text,
              primary key (task_name, task_instance));
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
            create index priority_execution_time_idx on scheduled_tasks (priority desc, execution_time asc)
            """;

    private final HikariDataSource pool;
    private final OneTimeTask<Void> task;
    private final Scheduler scheduler;

    private DbScheduler(HikariDataSource pool, UnaryOperator<SchedulerBuilder> configured, Consumer<String> ran) {
        this.pool = pool;
        this.task = Tasks.oneTime(TASK).execute((instance, context) -> ran.accept(instance.getId()));
        this.scheduler = configured.apply(Scheduler.create(pool, task)).build();
    }

    /** Makes its table with so many tasks that are due. */
    public static void fill(Databases databases, String database, int tasks) {
        databases.in(database, statement -> {
            statement.execute(SCHEMA);
            statement.execute("""
                    insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
                    select '%s', n::text, now() - interval '1 day' + n * interval '1 ms', false, 1
                    from generate_series(1, %d) n
                    """.formatted(TASK, tasks));
        });
    }

    /** Its fast way: locked and fetched in one statement, with the batches that its documentation names for it. */
    public static SchedulerBuilder lockAndFetch(SchedulerBuilder builder) {
        return builder.threads(20).pollUsingLockAndFetch(4.0, 20.0);
    }

    /** As it comes. */
    public static SchedulerBuilder defaults(SchedulerBuilder builder) {
        return builder;
    }

    /**
     * Opens it; it does nothing before {@link #start}.
     *
     * @param ran told the instance's name by the thread that runs it
     */
    public static DbScheduler open(
            Databases.Copy copy, int connections, UnaryOperator<SchedulerBuilder> configured, Consumer<String> ran) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("db-scheduler");
        config.setJdbcUrl(copy.server().url(copy.name()));
        config.setUsername(copy.server().user());
        config.setMaximumPoolSize(connections);
        return new DbScheduler(
                new HikariDataSource(config),
                builder -> configured.apply(builder).shutdownMaxWait(Duration.ofSeconds(5)),
                ran);
    }

    public void start() {
        scheduler.start();
    }

    /** Makes one more task, due at once. */
    public void schedule(String instance, Instant at) {
        scheduler.schedule(task.instance(instance), at);
    }

    @Override
    public void close() {
        scheduler.stop();
        pool.close();
    }
}
