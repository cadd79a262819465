package io.colony.web.bad;

import io.colony.engine.queue.TaskQueue;

/** A page that reaches past the read models. */
record DecidesByItself(TaskQueue queue) {}
