package org.jenkinsci.plugins.workflow.job;

import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

public final class WorkflowRun extends Run<WorkflowJob, WorkflowRun> {
    public WorkflowRun(WorkflowJob workflowJob) throws IOException {
        super(null);
        throw new UnsupportedOperationException();
    }

    public WorkflowRun(WorkflowJob workflowJob, File file) throws IOException {
        super(null);
        throw new UnsupportedOperationException();
    }

    public FlowExecution getExecution() {
        throw new UnsupportedOperationException();
    }

    public FlowExecutionOwner asFlowExecutionOwner() {
        throw new UnsupportedOperationException();
    }

    public void save() throws IOException {
        throw new UnsupportedOperationException();
    }
}
