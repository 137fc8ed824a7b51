package org.jenkinsci.plugins.workflow.flow;

public abstract class FlowExecution {
    private FlowExecution() {}

    public native boolean isComplete();

    public abstract void addListener(GraphListener listener);

    public native void removeListener(GraphListener listener);
}
