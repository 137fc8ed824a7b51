package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A node's answer to a request for a session, after it was checked. A build may control its node, so the controller uses nothing of an
 * answer that is not checked.
 *
 * @param notes sentences for the build log
 */
record CheckedNodeAnswer(
        SessionDirectory directory, SshMode ssh, String publicKey, boolean hasCommands, List<String> notes) {

    /** @throws IOException with a message for users, if the answer does not match the request */
    static CheckedNodeAnswer of(NodeSide.Request request, NodeSide.Opened opened) throws IOException {
        SessionDirectory directory;
        try {
            directory = SessionDirectory.of(opened.directory());
        } catch (IllegalArgumentException e) {
            throw implausible("The directory that the node named for the session is " + e.getMessage());
        }
        if (!directory.name().equals(NodeSession.name(request.id()))) {
            throw implausible("The directory that the node named is not the session's");
        }
        boolean usesFilesInstead = request.ssh() == SshMode.AGENT && opened.ssh() == SshMode.FILES;
        if (opened.ssh() != request.ssh() && !usesFilesInstead) {
            throw implausible("The node made the session with ssh: '" + opened.ssh() + "'");
        }
        if (opened.ssh() != SshMode.NONE && !SshKeyPair.isPublicLine(opened.publicKey())) {
            throw implausible("The node sent no public key");
        }
        return new CheckedNodeAnswer(
                directory,
                opened.ssh(),
                opened.ssh() == SshMode.NONE ? null : opened.publicKey(),
                opened.hasCommands(),
                notes(request, opened, directory, usesFilesInstead));
    }

    private static IOException implausible(String what) {
        return new IOException("The node's answer is not plausible, so the node gets no session. " + what
                + ". Run the build on another node, and check which programs run on this node");
    }

    private static List<String> notes(
            NodeSide.Request request, NodeSide.Opened opened, SessionDirectory directory, boolean usesFilesInstead) {
        List<String> notes = new ArrayList<>(ReportedText.of(opened.notes()));
        if (usesFilesInstead) {
            notes.add(
                    "SSH clients of this node cannot use the plugin's SSH agent (the node runs Windows, its Java has no Unix"
                            + " sockets, or its file system allows none): key and certificate are in files for as long as the session lasts.");
        }
        if (!directory.isIn(request.base())) {
            String expected = request.base() + (directory.isWindows() ? '\\' : '/') + directory.name();
            notes.add("SSH clients cannot use " + expected
                    + ", because of its file system, its length or its characters: the session is in " + directory
                    + ", which containers on this node do not see.");
        }
        if (!opened.hasCommands()) {
            notes.add(
                    "The session's own ssh, scp and sftp cannot run on this node. git and rsync find the session; ssh, scp"
                            + " and sftp need -F \"$WEBPAAS_SSH_CONFIG\".");
        }
        return notes;
    }
}
