package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A block in memory. The test decides whether its node is away and its build is over. */
final class MemoryBlock implements SessionRenewal.Block {
    final List<String> log = new ArrayList<>();
    final List<Session> closed = new ArrayList<>();
    boolean isAway;
    boolean isInterrupted;
    boolean isOver;
    private final ApiToken token;
    private final NodeSide node;

    MemoryBlock(ApiToken token, NodeSide node) {
        this.token = token;
        this.node = node;
    }

    @Override
    public ApiToken token() {
        return token;
    }

    @Override
    public NodeSide node() throws IOException, InterruptedException {
        if (isInterrupted) {
            throw new InterruptedException();
        }
        if (isAway) {
            throw new NodeAwayException("away");
        }
        return node;
    }

    @Override
    public void say(String sentence) {
        log.add(sentence);
    }

    @Override
    public boolean isOver() {
        return isOver;
    }

    @Override
    public void close(Session session) {
        closed.add(session);
    }
}
