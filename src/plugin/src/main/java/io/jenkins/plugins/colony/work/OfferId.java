package io.jenkins.plugins.colony.work;

import io.colony.engine.stage.HostedWork.OfferedTask;

/** What makes two offers the same: once a task is claimed, its epoch is another. */
record OfferId(long taskId, long epoch) {
    static OfferId of(OfferedTask task) {
        return new OfferId(task.taskId(), task.epoch());
    }
}
