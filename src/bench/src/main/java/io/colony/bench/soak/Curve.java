package io.colony.bench.soak;

/** What is watched, and what it may do. */
enum Curve {
    RSS_KB("rss_kb", Shape.LEVEL, 1.25, 30_000),
    HEAP_LIVE_KB("heap_live_kb", Shape.LEVEL, 1.25, 8_000),
    THREADS("threads", Shape.LEVEL, 1.2, 8),
    FILES("open_files", Shape.LEVEL, 1.2, 16),
    PROCESSES("processes", Shape.LEVEL, 1.5, 12),
    BACKENDS("database_sessions", Shape.LEVEL, 1.2, 6),
    WORKSPACE_KB("workspaces_kb", Shape.LEVEL, 1.5, 20_000),
    WORKSPACES("workspaces", Shape.LEVEL, 1.5, 12),
    LOCK_FILES("lock_files", Shape.LEVEL, 1.5, 12),
    LOG_KB("log_kb", Shape.BOUNDED, 1, 41_000),
    OTHER_WORK_KB("other_work_kb", Shape.BY_ISSUE, 1.4, 0),
    DATABASE_KB("database_kb", Shape.BY_ISSUE, 1.4, 0),
    OUTBOX("outbox_waiting", Shape.LEVEL, 2, 40),
    OPEN_TASKS("open_tasks", Shape.LEVEL, 2, 20);

    /** How a curve may go. */
    enum Shape {
        /** In the end where it was when all was warm. */
        LEVEL,
        /** Never above its slack. */
        BOUNDED,
        /** Grows, since history is kept, by no more for a later issue than for an earlier one. */
        BY_ISSUE
    }

    private final String slug;
    private final Shape shape;
    private final double ratio;
    private final long slack;

    Curve(String slug, Shape shape, double ratio, long slack) {
        this.slug = slug;
        this.shape = shape;
        this.ratio = ratio;
        this.slack = slack;
    }

    String slug() {
        return slug;
    }

    Shape shape() {
        return shape;
    }

    /** How far the later value may be above the earlier one. */
    double ratio() {
        return ratio;
    }

    /** A difference that says nothing, in the curve's unit. */
    long slack() {
        return slack;
    }
}
