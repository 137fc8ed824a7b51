package io.jenkins.plugins.webpaas.pipeline;

import hudson.FilePath;
import hudson.model.Computer;
import io.jenkins.plugins.webpaas.node.SessionLocation;
import io.jenkins.plugins.webpaas.session.NodeAwayException;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.actions.WorkspaceAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** A workspace that a {@code node} or {@code ws} step has allocated. */
final class Workspace implements Serializable {
    private static final long serialVersionUID = 1;

    private final String block;
    private final String node;
    private final String path;

    private Workspace(String block, String node, String path) {
        this.block = block;
        this.node = node;
        this.path = path;
    }

    /** Returns the id of the flow node of the step that has allocated the workspace. */
    String block() {
        return block;
    }

    /** Returns the name of the node, which is empty for the built-in node. */
    String node() {
        return node;
    }

    /** Returns the workspace of the innermost step around a flow node, or empty outside of all nodes. */
    static Optional<Workspace> around(FlowNode flowNode) {
        for (BlockStartNode block : flowNode.iterateEnclosingBlocks()) {
            WorkspaceAction action = block.getPersistentAction(WorkspaceAction.class);
            if (action != null) {
                return Optional.of(new Workspace(block.getId(), action.getNode(), action.getPath()));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the workspace of the branch that works in a directory. A script that reads {@code env} has no flow node, but it has the
     * directory.
     */
    static Optional<Workspace> around(FilePath directory, FlowExecution execution) {
        Computer computer = directory.toComputer();
        return execution.getCurrentHeads().stream()
                .map(Workspace::around)
                .flatMap(Optional::stream)
                .filter(workspace -> computer != null && workspace.node().equals(computer.getName()))
                .filter(workspace -> workspace.contains(directory.getRemote()))
                .findFirst();
    }

    /** Tells whether the block that has allocated a workspace has ended. Returns false for a block that is not known. */
    static boolean hasEnded(FlowExecution execution, String block) {
        try {
            FlowNode start = execution.getNode(block);
            return start != null && !start.isActive();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean contains(String directory) {
        return directory.startsWith(path)
                && (directory.length() == path.length() || "/\\".indexOf(directory.charAt(path.length())) >= 0);
    }

    /**
     * Runs a task when the node is connected or the wait is over. Holds no thread until then.
     *
     * @param isOver is called about once a second
     */
    void whenConnected(BooleanSupplier isOver, Runnable task) {
        if (FilePathUtils.find(node, path) != null || isOver.getAsBoolean()) {
            Computer.threadPoolForRemoting.execute(task);
        } else {
            Timer.get().schedule(() -> whenConnected(isOver, task), 1, TimeUnit.SECONDS);
        }
    }

    /** @throws NodeAwayException if the node is not connected */
    SessionLocation location() throws NodeAwayException {
        FilePath workspace = FilePathUtils.find(node, path);
        if (workspace == null) {
            throw new NodeAwayException("The node '" + node + "' is not connected");
        }
        return SessionLocation.of(workspace);
    }
}
