package org.jenkinsci.plugins.workflow.job.properties;

import jenkins.model.OptionalJobProperty;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;

public class DurabilityHintJobProperty extends OptionalJobProperty<WorkflowJob> {
    public DurabilityHintJobProperty(FlowDurabilityHint flowDurabilityHint) {
        throw new UnsupportedOperationException();
    }
}
