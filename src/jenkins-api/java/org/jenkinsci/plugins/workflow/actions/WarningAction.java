package org.jenkinsci.plugins.workflow.actions;

import hudson.model.Result;

public class WarningAction implements PersistentAction {
    public WarningAction(Result result) {}

    public native WarningAction withMessage(String message);

    public native String getIconFileName();

    public native String getDisplayName();

    public native String getUrlName();
}
