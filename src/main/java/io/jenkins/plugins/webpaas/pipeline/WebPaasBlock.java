package io.jenkins.plugins.webpaas.pipeline;

import io.jenkins.plugins.webpaas.client.Mark;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.Serializable;
import java.util.ArrayList;

/**
 * What {@code withWebPaas} gives to the steps in its block.
 *
 * @param target the project and environment that steps act on unless they name others; each may be null
 * @param mark where the environment's history was when the block began; null without an environment, or if it is not known
 * @param own names of the variables that a block within this one has only if it sets them itself
 * @param home where {@code withWebPaas} stands itself; null outside of every node
 * @param outer the block around this one, or null
 */
record WebPaasBlock(
        String credentialsId,
        Target target,
        Mark mark,
        ArrayList<String> own,
        BlockSessions sessions,
        Workspace home,
        WebPaasBlock outer)
        implements Serializable {}
