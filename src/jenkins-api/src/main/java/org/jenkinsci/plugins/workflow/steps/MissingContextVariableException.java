package org.jenkinsci.plugins.workflow.steps;

public class MissingContextVariableException extends Exception {
    public Class<?> getType() {
        throw new UnsupportedOperationException();
    }

    MissingContextVariableException() {
        throw new UnsupportedOperationException();
    }
}
