package io.jenkins.plugins.checks.api;

import hudson.ExtensionPoint;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;

public abstract class ChecksPublisherFactory implements ExtensionPoint {
    public static ChecksPublisher fromRun(Run<?, ?> run, TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    public static ChecksPublisher fromJob(Job<?, ?> job, TaskListener taskListener) {
        throw new UnsupportedOperationException();
    }

    ChecksPublisherFactory() {
        throw new UnsupportedOperationException();
    }
}
