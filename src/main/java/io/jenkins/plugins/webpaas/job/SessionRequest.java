package io.jenkins.plugins.webpaas.job;

import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What a build asks of its session. */
@Restricted(NoExternalUse.class)
public final class SessionRequest implements Serializable {
    private static final long serialVersionUID = 1;

    private final Target target;
    private final SshMode ssh;
    private final String cli;

    public SessionRequest(Target target, SshMode ssh, String cli) {
        this.target = target;
        this.ssh = ssh;
        this.cli = cli;
    }

    public Target target() {
        return target;
    }

    public SshMode ssh() {
        return ssh;
    }

    /** Name of the CLI's installation that should be on the {@code PATH}; null for none. */
    public String cli() {
        return cli;
    }

    /** The same for a node that a block enters: what the target names is known by then. */
    public SessionRequest onEnteredNode() {
        return new SessionRequest(Target.NOTHING, ssh, cli);
    }
}
