package io.jenkins.plugins.webpaas.build;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.slaves.ComputerListener;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Brings sessions back to nodes that reconnect, before their builds go on there. */
@Extension
@Restricted(NoExternalUse.class)
public final class ReturningNodes extends ComputerListener {
    /** Weak, for a build that is killed closes nothing. */
    private final Map<BuildSession, Boolean> sessions = Collections.synchronizedMap(new WeakHashMap<>());

    static void add(BuildSession session) {
        ExtensionList.lookupSingleton(ReturningNodes.class).sessions.put(session, true);
    }

    static void remove(BuildSession session) {
        ExtensionList.lookupSingleton(ReturningNodes.class).sessions.remove(session);
    }

    @Override
    public void preOnline(Computer computer, Channel channel, FilePath root, TaskListener listener)
            throws InterruptedException {
        List<BuildSession> all;
        synchronized (sessions) {
            all = List.copyOf(sessions.keySet());
        }
        for (BuildSession session : all) {
            session.nodeIsBack(computer, channel);
        }
    }
}
