package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import io.jenkins.plugins.webpaas.ssh.client.FileSystemProbe;
import io.jenkins.plugins.webpaas.ssh.client.NodeDirectory;
import io.jenkins.plugins.webpaas.ssh.client.PrivateFiles;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of a session on its node: beside the workspace, or where that place does not serve, among the node's temporary
 * files. What a place can do is tried, and not assumed.
 *
 * @param isNew whether no session had it before
 * @param ssh as it can be there
 * @param hasCommands whether programs in it can be run
 * @param notes what keeps a session from a place, a sentence each
 */
record NodeSessionDirectory(Path path, boolean isNew, SshMode ssh, boolean hasCommands, List<String> notes) {

    /** @throws NodeUnusableException if neither place can be used at all */
    static NodeSessionDirectory claim(Path base, String name, SshMode ssh) throws IOException {
        Path beside = base.toAbsolutePath().resolve(name);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        Path instead = temporary.resolve(name);
        try {
            if (isPossible(beside, ssh)) {
                Files.createDirectories(base);
                NodeSessionDirectory first = claim(beside, ssh);
                return first.notes.isEmpty() || !isPossible(instead, ssh) ? first : betterOf(first, instead, ssh);
            }
            if (isPossible(instead, ssh)) {
                return claim(instead, ssh);
            }
        } catch (IOException e) {
            throw NodeUnusableException.of(beside, e);
        }
        throw new NodeUnusableException("SSH clients can use neither the path " + beside + " nor " + instead
                + ": either is too long, or has quotes, %, $ or ` in it. Start the node's Java with another directory"
                + " for temporary files, -Djava.io.tmpdir=…");
    }

    /** Another place, if a session lacks nothing there, which then says why it is there; else the first. */
    private static NodeSessionDirectory betterOf(NodeSessionDirectory first, Path instead, SshMode ssh)
            throws IOException {
        NodeSessionDirectory second;
        try {
            second = claim(instead, ssh);
        } catch (IOException e) {
            return first;
        }
        boolean isBetter = second.notes.isEmpty();
        (isBetter ? first : second).leave();
        return isBetter ? new NodeSessionDirectory(instead, second.isNew, ssh, true, first.notes) : first;
    }

    private static boolean isPossible(Path path, SshMode ssh) {
        return NodeDirectory.canName(path.toString())
                && (ssh != SshMode.AGENT || PrivateSocket.fits(path.resolve(SshAgent.SOCKET)));
    }

    private static NodeSessionDirectory claim(Path path, SshMode ssh) throws IOException {
        boolean isNew = PrivateFiles.claimDirectory(path);
        try {
            List<String> notes = new ArrayList<>();
            boolean hasCommands = ssh == SshMode.NONE || FileSystemProbe.runsPrograms(path);
            if (!hasCommands) {
                notes.add(
                        "No program can be run from " + path.getParent() + ": its file system is mounted with noexec.");
            }
            String refusal = ssh == SshMode.AGENT ? FileSystemProbe.refusalOfSockets(path) : null;
            if (refusal != null) {
                notes.add(
                        "No Unix socket can be in " + path.getParent() + ": its file system says \"" + refusal + "\".");
            }
            return new NodeSessionDirectory(path, isNew, refusal == null ? ssh : SshMode.FILES, hasCommands, notes);
        } catch (IOException e) {
            if (isNew) {
                PrivateFiles.deleteDirectory(path);
            }
            throw e;
        }
    }

    private void leave() throws IOException {
        if (isNew) {
            PrivateFiles.deleteDirectory(path);
        }
    }
}
