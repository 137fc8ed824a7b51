package org.jenkinsci.plugins.workflow.flow;

import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

public abstract class FlowExecution {
    private FlowExecution() {}

    public native boolean isComplete();

    public abstract List<FlowNode> getCurrentHeads();

    public abstract FlowNode getNode(String id) throws IOException;

    public abstract void addListener(GraphListener listener);

    public native void removeListener(GraphListener listener);
}
