package io.jenkins.plugins.webpaas.node;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.HostKeys;
import io.jenkins.plugins.webpaas.session.NodeSide;
import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.support.UserAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** The node's part of opening a session. */
public final class FirstSession implements Callable<Path> {
    private final VirtualChannel channel;
    private final Path directory;

    public FirstSession(VirtualChannel channel, Path directory) {
        this.channel = channel;
        this.directory = directory;
    }

    /** Returns the socket of the session's SSH agent. */
    @Override
    public Path call() throws Exception {
        NodeSide node = new SessionLocation("node", directory.resolve("tmp").toString()).over(channel);
        NodeSide.Opened opened = node.open(new NodeSide.Request(
                "1", node.base(), SshMode.AGENT, HostKeys.trusted(Service.UPSUN.ssh(), List.of())));
        UserAuthority authority = new UserAuthority(Files.createDirectory(directory.resolve("authority")));
        node.install("1", authority.sign(opened.publicKey(), "bot").line(), Duration.ofHours(1));
        return Path.of(opened.directory(), "agent");
    }
}
