package org.jenkinsci.plugins.workflow.job;

import hudson.model.Action;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import hudson.model.JobProperty;
import hudson.model.TopLevelItem;
import hudson.model.queue.QueueTaskFuture;
import hudson.security.ACL;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;

public final class WorkflowJob extends Job<WorkflowJob, WorkflowRun> implements TopLevelItem {
    public WorkflowJob(ItemGroup itemGroup, String text) {
        super((ItemGroup) null, (String) null);
        throw new UnsupportedOperationException();
    }

    public void onLoad(ItemGroup<? extends Item> itemGroup, String text) throws IOException {
        throw new UnsupportedOperationException();
    }

    public FlowDefinition getDefinition() {
        throw new UnsupportedOperationException();
    }

    public void setDefinition(FlowDefinition flowDefinition) {
        throw new UnsupportedOperationException();
    }

    public void addProperty(JobProperty jobProperty) throws IOException {
        throw new UnsupportedOperationException();
    }

    public boolean isBuildable() {
        throw new UnsupportedOperationException();
    }

    public WorkflowRun getBuildByNumber(int number) {
        throw new UnsupportedOperationException();
    }

    public WorkflowRun getLastBuild() {
        throw new UnsupportedOperationException();
    }

    public QueueTaskFuture scheduleBuild2(int number, Action... action) {
        throw new UnsupportedOperationException();
    }

    public boolean isConcurrentBuild() {
        throw new UnsupportedOperationException();
    }

    public void setResumeBlocked(boolean flag) {
        throw new UnsupportedOperationException();
    }

    public void setConcurrentBuild(boolean flag) throws IOException {
        throw new UnsupportedOperationException();
    }

    public ACL getACL() {
        throw new UnsupportedOperationException();
    }
}
