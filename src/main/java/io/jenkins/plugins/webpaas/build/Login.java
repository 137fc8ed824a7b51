package io.jenkins.plugins.webpaas.build;

import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.Serializable;

/**
 * What a build asks of its session.
 *
 * @param cli name of the CLI's installation that should be on the {@code PATH}; null for none
 */
public record Login(Target target, SshMode ssh, String cli) implements Serializable {

    /** The same for a node that a block enters: what the target names is known by then. */
    public Login onEnteredNode() {
        return new Login(Target.NOTHING, ssh, cli);
    }
}
