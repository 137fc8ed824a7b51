package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.client.NodeDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A node's answer to a request for a session, as far as the answer can be true. A node may be in the hands of a build, so
 * nothing of the answer is used before this.
 *
 * @param notes what the build log should say of it, a sentence each
 */
record CheckedNodeAnswer(
        NodeDirectory directory, SshMode ssh, String publicKey, boolean hasCommands, List<String> notes) {

    /** @throws IOException with a message for the user, if the node did not do what it was asked for */
    static CheckedNodeAnswer of(NodeSide.Request request, NodeSide.Opened opened) throws IOException {
        NodeDirectory directory;
        try {
            directory = NodeDirectory.of(opened.directory());
        } catch (IllegalArgumentException e) {
            throw unbelievable("The directory of the session that it told is " + e.getMessage());
        }
        if (!directory.name().equals(NodeSession.name(request.id()))) {
            throw unbelievable("The directory that it told is not the session's");
        }
        boolean hasFilesInstead = request.ssh() == SshMode.AGENT && opened.ssh() == SshMode.FILES;
        if (opened.ssh() != request.ssh() && !hasFilesInstead) {
            throw unbelievable("It made the session with ssh: '" + opened.ssh() + "'");
        }
        if (opened.ssh() != SshMode.NONE && !SshKeyPair.isPublicLine(opened.publicKey())) {
            throw unbelievable("It sent no public key");
        }
        return new CheckedNodeAnswer(
                directory,
                opened.ssh(),
                opened.ssh() == SshMode.NONE ? null : opened.publicKey(),
                opened.hasCommands(),
                notes(request, opened, directory, hasFilesInstead));
    }

    private static IOException unbelievable(String what) {
        return new IOException("The node's answer cannot be believed, so it gets no session. " + what
                + ". Run the build on another node, and look into what runs on this one");
    }

    private static List<String> notes(
            NodeSide.Request request, NodeSide.Opened opened, NodeDirectory directory, boolean hasFilesInstead) {
        List<String> notes = new ArrayList<>(ReportedText.of(opened.notes()));
        if (hasFilesInstead) {
            notes.add(
                    "SSH clients of this node cannot use an SSH agent of ours (it runs Windows, its Java has no Unix sockets,"
                            + " or its file system takes none): key and certificate are in files for as long as the session lasts.");
        }
        if (!directory.isIn(request.base())) {
            String beside = request.base() + (directory.isWindows() ? '\\' : '/') + directory.name();
            notes.add("SSH clients cannot use " + beside
                    + ", because of its file system, its length or its characters: the session is in " + directory
                    + ", which containers on this node do not see.");
        }
        if (!opened.hasCommands()) {
            notes.add(
                    "The commands of the session cannot be run: git and rsync find the session all the same, and ssh, scp"
                            + " and sftp need -F \"$WEBPAAS_SSH_CONFIG\".");
        }
        return notes;
    }
}
