package org.jenkinsci.plugins.workflow.flow;

import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public abstract class FlowExecution {
    public abstract FlowExecutionOwner getOwner();

    public abstract List<FlowNode> getCurrentHeads();

    public boolean isComplete() {
        throw new UnsupportedOperationException();
    }

    public abstract FlowNode getNode(String text) throws IOException;

    FlowExecution() {
        throw new UnsupportedOperationException();
    }
}
