package org.jenkinsci.plugins.workflow.graph;

import hudson.model.Action;
import hudson.model.Actionable;

public abstract class FlowNode extends Actionable {
    FlowNode() {}

    public native String getId();

    public final native boolean isActive();

    public native Iterable<BlockStartNode> iterateEnclosingBlocks();

    public final native <T extends Action> T getPersistentAction(Class<T> type);
}
