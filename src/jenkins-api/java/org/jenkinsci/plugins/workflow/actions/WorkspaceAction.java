package org.jenkinsci.plugins.workflow.actions;

public abstract class WorkspaceAction implements PersistentAction {
    public abstract String getNode();

    public abstract String getPath();
}
