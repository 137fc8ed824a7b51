package io.jenkins.plugins.webpaas.pipeline;

import java.io.IOException;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** The ends of a Pipeline's blocks. A block has the id of the flow node with which the block starts. */
final class BlockEnds implements AutoCloseable {
    private final FlowExecution execution;
    private final GraphListener listener;

    /** @param ended gets the block when a block ends */
    BlockEnds(FlowExecution execution, Consumer<String> ended) {
        this.execution = execution;
        listener = head -> {
            if (head instanceof BlockEndNode<?> end) {
                ended.accept(end.getStartNode().getId());
            }
        };
        execution.addListener(listener);
    }

    @Override
    public void close() {
        execution.removeListener(listener);
    }

    /** Tells whether a block has ended. Returns false for a block that is not known. */
    static boolean hasEnded(FlowExecution execution, String block) {
        try {
            FlowNode start = execution.getNode(block);
            return start != null && !start.isActive();
        } catch (IOException e) {
            return false;
        }
    }
}
