package hudson.model;

import hudson.model.queue.QueueTaskFuture;
import hudson.model.queue.ScheduleResult;
import hudson.model.queue.SubTask;
import hudson.remoting.Callable;
import java.util.List;

public class Queue extends ResourceController implements Saveable {
    public void save() {
        throw new UnsupportedOperationException();
    }

    public ScheduleResult schedule2(Queue.Task task, int number, List<Action> list) {
        throw new UnsupportedOperationException();
    }

    public ScheduleResult schedule2(Queue.Task task, int number, Action... action) {
        throw new UnsupportedOperationException();
    }

    public boolean cancel(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public boolean cancel(Queue.Item item) {
        throw new UnsupportedOperationException();
    }

    public boolean isEmpty() {
        throw new UnsupportedOperationException();
    }

    public Queue.Item[] getItems() {
        throw new UnsupportedOperationException();
    }

    public Queue.Item getItem(long number) {
        throw new UnsupportedOperationException();
    }

    public Queue.Item getItem(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public List<Queue.Item> getItems(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public static void withLock(Runnable runnable) {
        throw new UnsupportedOperationException();
    }

    public static <V, T extends Throwable> V withLock(Callable<V, T> callable) throws T {
        throw new UnsupportedOperationException();
    }

    public static <V> V withLock(java.util.concurrent.Callable<V> callable) throws Exception {
        throw new UnsupportedOperationException();
    }

    public void maintain() {
        throw new UnsupportedOperationException();
    }

    public static Queue getInstance() {
        throw new UnsupportedOperationException();
    }

    Queue() {
        throw new UnsupportedOperationException();
    }

    public abstract static class NotWaitingItem extends Queue.Item {
        protected NotWaitingItem(Queue.NotWaitingItem item) {
            super((Queue.Item) null);
            throw new UnsupportedOperationException();
        }
    }

    public static final class BuildableItem extends Queue.NotWaitingItem {
        public BuildableItem(Queue.NotWaitingItem item) {
            super((Queue.NotWaitingItem) null);
            throw new UnsupportedOperationException();
        }

        public boolean isPending() {
            throw new UnsupportedOperationException();
        }
    }

    public interface Executable extends Runnable {
        SubTask getParent();

        default Queue.Executable getParentExecutable() {
            throw new UnsupportedOperationException();
        }

        default long getEstimatedDuration() {
            throw new UnsupportedOperationException();
        }
    }

    public interface FlyweightTask extends Queue.Task {}

    public abstract static class Item extends Actionable {
        public final Queue.Task task = null;

        public long getId() {
            throw new UnsupportedOperationException();
        }

        public Queue.Task getTask() {
            throw new UnsupportedOperationException();
        }

        public boolean isBlocked() {
            throw new UnsupportedOperationException();
        }

        public boolean isBuildable() {
            throw new UnsupportedOperationException();
        }

        public boolean isStuck() {
            throw new UnsupportedOperationException();
        }

        public long getInQueueSince() {
            throw new UnsupportedOperationException();
        }

        public QueueTaskFuture<Queue.Executable> getFuture() {
            throw new UnsupportedOperationException();
        }

        public Label getAssignedLabel() {
            throw new UnsupportedOperationException();
        }

        public final List<Cause> getCauses() {
            throw new UnsupportedOperationException();
        }

        protected Item(Queue.Item item) {
            throw new UnsupportedOperationException();
        }

        public String getUrl() {
            throw new UnsupportedOperationException();
        }

        public final String getWhy() {
            throw new UnsupportedOperationException();
        }
    }

    public static final class LeftItem extends Queue.Item {
        public Queue.Executable getExecutable() {
            throw new UnsupportedOperationException();
        }

        public boolean isCancelled() {
            throw new UnsupportedOperationException();
        }

        LeftItem() {
            super((Queue.Item) null);
            throw new UnsupportedOperationException();
        }
    }

    public interface QueueAction extends Action {
        boolean shouldSchedule(List<Action> list);
    }

    public interface Task extends SubTask {
        String getName();

        default String getAffinityKey() {
            throw new UnsupportedOperationException();
        }

        default void checkAbortPermission() {
            throw new UnsupportedOperationException();
        }

        String getUrl();
    }

    public static final class WaitingItem extends Queue.Item implements Comparable<Queue.WaitingItem> {
        public int compareTo(Queue.WaitingItem waitingItem) {
            throw new UnsupportedOperationException();
        }

        WaitingItem() {
            super((Queue.Item) null);
            throw new UnsupportedOperationException();
        }
    }
}
