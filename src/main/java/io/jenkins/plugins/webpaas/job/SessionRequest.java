package io.jenkins.plugins.webpaas.job;

import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.session.Target;
import java.io.Serializable;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The parameters of a session: target, kind of SSH identity and CLI. */
@Restricted(NoExternalUse.class)
public final class SessionRequest implements Serializable {
    private static final long serialVersionUID = 1;

    private final Target target;
    private final SshMode ssh;
    private final String cli;

    /** Tells whether the environment is that of the build's branch by default. */
    private final boolean isEnvironmentOfBranch;

    /** @param app of the target; null for the first by name */
    public SessionRequest(EffectiveAccount account, String app, SshMode ssh, String cli) {
        this(
                new Target(account.target().project(), account.target().environment(), app),
                account.isEnvironmentOfBranch(),
                ssh,
                cli);
    }

    private SessionRequest(Target target, boolean isEnvironmentOfBranch, SshMode ssh, String cli) {
        this.isEnvironmentOfBranch = isEnvironmentOfBranch;
        this.target = target;
        this.ssh = ssh;
        this.cli = cli;
    }

    public Target target() {
        return target;
    }

    boolean isEnvironmentOfBranch() {
        return isEnvironmentOfBranch;
    }

    public SshMode ssh() {
        return ssh;
    }

    /** Returns the name of the CLI installation to put on the {@code PATH}, or null for none. */
    public String cli() {
        return cli;
    }

    /** Returns the request for a node that a block enters. It has no target, because the block has resolved the target before. */
    public SessionRequest onEnteredNode() {
        return new SessionRequest(Target.NOTHING, false, ssh, cli);
    }
}
