package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import io.jenkins.plugins.webpaas.ssh.client.PrivateFiles;
import io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of a session on its node: beside the workspace, or among the node's temporary files if the session would lack something
 * there. Tests what each file system can do.
 *
 * @param isNew whether the directory did not exist
 * @param ssh the mode that the file system allows
 * @param hasCommands whether programs in the directory can be run
 * @param notes sentences about what the directory lacks
 */
record NodeSessionDirectory(Path path, boolean isNew, SshMode ssh, boolean hasCommands, List<String> notes) {

    /** @throws NodeUnusableException if neither directory can be used */
    static NodeSessionDirectory claim(Path base, String name, SshMode ssh) throws IOException {
        Path preferred = base.toAbsolutePath().resolve(name);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        Path fallback = temporary.resolve(name);
        try {
            if (isPossible(preferred, ssh)) {
                Files.createDirectories(base);
                NodeSessionDirectory first = claim(preferred, ssh);
                return first.notes.isEmpty() || !isPossible(fallback, ssh) ? first : completeOf(first, fallback, ssh);
            }
            if (isPossible(fallback, ssh)) {
                return claim(fallback, ssh);
            }
        } catch (IOException e) {
            throw NodeUnusableException.of(preferred, e);
        }
        throw new NodeUnusableException("SSH clients can use neither the path " + preferred + " nor " + fallback
                + ": either is too long, or has quotes, %, $ or ` in it. Start the node's Java with another directory"
                + " for temporary files, -Djava.io.tmpdir=…");
    }

    /** Returns the fallback with the first directory's notes if a session lacks nothing there, else the first directory. */
    private static NodeSessionDirectory completeOf(NodeSessionDirectory first, Path fallback, SshMode ssh)
            throws IOException {
        NodeSessionDirectory second;
        try {
            second = claim(fallback, ssh);
        } catch (IOException e) {
            return first;
        }
        boolean isComplete = second.notes.isEmpty();
        (isComplete ? first : second).delete();
        return isComplete ? new NodeSessionDirectory(fallback, second.isNew, ssh, true, first.notes) : first;
    }

    /** Tells whether {@code ssh_config}, a shell and rsync all accept a path without escapes. */
    static boolean canName(String path) {
        return path.chars().noneMatch(c -> "\"'%$`".indexOf(c) >= 0 || Character.isISOControl(c));
    }

    private static boolean isPossible(Path path, SshMode ssh) {
        return canName(path.toString()) && (ssh != SshMode.AGENT || PrivateSocket.fits(path.resolve(SshAgent.SOCKET)));
    }

    private static NodeSessionDirectory claim(Path path, SshMode ssh) throws IOException {
        boolean isNew = PrivateFiles.claimDirectory(path);
        try {
            List<String> notes = new ArrayList<>();
            boolean hasCommands = ssh == SshMode.NONE || PrivateFiles.allowsPrograms(path);
            if (!hasCommands) {
                notes.add(
                        "No program can be run from " + path.getParent() + ": its file system is mounted with noexec.");
            }
            String refusal = ssh == SshMode.AGENT ? PrivateSocket.refusal(path) : null;
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

    private void delete() throws IOException {
        if (isNew) {
            PrivateFiles.deleteDirectory(path);
        }
    }
}
