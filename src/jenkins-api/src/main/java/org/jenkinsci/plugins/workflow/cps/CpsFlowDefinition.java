package org.jenkinsci.plugins.workflow.cps;

import hudson.model.Descriptor;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;

public class CpsFlowDefinition extends FlowDefinition {
    public CpsFlowDefinition(String text) throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public CpsFlowDefinition(String text, boolean flag) throws Descriptor.FormException {
        throw new UnsupportedOperationException();
    }

    public String getScript() {
        throw new UnsupportedOperationException();
    }

    public boolean isSandbox() {
        throw new UnsupportedOperationException();
    }
}
