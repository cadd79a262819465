package io.colony.engine.stage;

import io.colony.engine.stage.HostedWork.OfferedTask;

/** What makes two offers the same: once a task is claimed, its epoch is another. */
public record OfferId(long taskId, long epoch) {
    public static OfferId of(OfferedTask task) {
        return new OfferId(task.taskId(), task.epoch());
    }
}
