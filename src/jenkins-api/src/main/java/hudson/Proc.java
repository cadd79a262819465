package hudson;

import hudson.model.TaskListener;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

public abstract class Proc {
    public abstract boolean isAlive() throws IOException, InterruptedException;

    public abstract void kill() throws IOException, InterruptedException;

    public abstract int join() throws IOException, InterruptedException;

    public final int joinWithTimeout(long number, TimeUnit timeUnit, TaskListener taskListener)
            throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    Proc() {
        throw new UnsupportedOperationException();
    }
}
