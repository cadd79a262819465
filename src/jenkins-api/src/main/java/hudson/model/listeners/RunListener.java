package hudson.model.listeners;

import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;

public abstract class RunListener<R extends Run> implements ExtensionPoint {
    protected RunListener(Class<R> type) {
        throw new UnsupportedOperationException();
    }

    protected RunListener() {
        throw new UnsupportedOperationException();
    }

    public void onCompleted(R value, TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public void onFinalized(R value) {
        throw new UnsupportedOperationException();
    }

    public void onInitialize(R value) {
        throw new UnsupportedOperationException();
    }

    public void onStarted(R value, TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public void onDeleted(R value) {
        throw new UnsupportedOperationException();
    }
}
