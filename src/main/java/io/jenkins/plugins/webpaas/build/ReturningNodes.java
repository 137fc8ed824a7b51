package io.jenkins.plugins.webpaas.build;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.slaves.ComputerListener;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Brings sessions back to nodes that reconnect, before their builds go on there. */
@Extension
public final class ReturningNodes extends ComputerListener {
    private final Set<BuildSession> sessions = ConcurrentHashMap.newKeySet();

    static Set<BuildSession> sessions() {
        return ExtensionList.lookupSingleton(ReturningNodes.class).sessions;
    }

    @Override
    public void preOnline(Computer computer, Channel channel, FilePath root, TaskListener listener)
            throws InterruptedException {
        for (BuildSession session : sessions) {
            session.nodeIsBack(computer, channel);
        }
    }
}
