package org.jenkinsci.plugins.workflow.steps;

import hudson.model.Result;
import java.io.IOException;
import java.io.Serializable;

public abstract class StepContext implements Serializable {
    public abstract <T> T get(Class<T> type) throws IOException, InterruptedException;

    public abstract void onSuccess(Object value);

    public abstract void onFailure(Throwable throwable);

    public abstract boolean isReady();

    public abstract void setResult(Result result);

    StepContext() {
        throw new UnsupportedOperationException();
    }
}
