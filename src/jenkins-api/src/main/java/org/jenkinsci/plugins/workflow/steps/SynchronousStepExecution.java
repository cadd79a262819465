package org.jenkinsci.plugins.workflow.steps;

public abstract class SynchronousStepExecution<T> extends StepExecution {
    protected SynchronousStepExecution(StepContext stepContext) {
        throw new UnsupportedOperationException();
    }

    protected abstract T run() throws Exception;

    public final boolean start() throws Exception {
        throw new UnsupportedOperationException();
    }

    public void stop(Throwable throwable) throws Exception {
        throw new UnsupportedOperationException();
    }
}
