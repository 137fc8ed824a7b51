package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A block that runs, on a node that is online. */
record OpenBlock(ApiToken token, NodeSide node, List<String> log) implements SessionRenewal.Block {
    OpenBlock(ApiToken token, NodeSide node) {
        this(token, node, new CopyOnWriteArrayList<>());
    }

    @Override
    public void say(String sentence) {
        log.add(sentence);
    }

    @Override
    public boolean isOver() {
        return false;
    }

    @Override
    public void close(Session session) {
        throw new UnsupportedOperationException();
    }
}
