package hudson.model;

import java.io.IOException;

public abstract class AsyncPeriodicWork extends PeriodicWork {
    protected AsyncPeriodicWork(String text) {
        throw new UnsupportedOperationException();
    }

    public final void doRun() {
        throw new UnsupportedOperationException();
    }

    protected abstract void execute(TaskListener taskListener) throws IOException, InterruptedException;
}
