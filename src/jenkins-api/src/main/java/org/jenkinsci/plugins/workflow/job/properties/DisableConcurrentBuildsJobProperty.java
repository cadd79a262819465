package org.jenkinsci.plugins.workflow.job.properties;

import jenkins.model.OptionalJobProperty;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

public class DisableConcurrentBuildsJobProperty extends OptionalJobProperty<WorkflowJob> {
    public DisableConcurrentBuildsJobProperty() {
        throw new UnsupportedOperationException();
    }

    public void setAbortPrevious(boolean flag) {
        throw new UnsupportedOperationException();
    }
}
