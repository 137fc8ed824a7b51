package io.jenkins.plugins.webpaas.ssh.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/** The user of this JVM, in the form that file systems and sockets use. */
final class CurrentUser {
    private static UserPrincipal principal;

    private CurrentUser() {}

    /** Tells whether a program of this user is at the other end of a connection; true if the system does not tell the user. */
    static boolean isPeerOf(SocketChannel channel) throws IOException {
        return !channel.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                || channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().equals(principal());
    }

    private static synchronized UserPrincipal principal() throws IOException {
        if (principal == null) {
            Path probe = Files.createTempFile("webpaas", null);
            try {
                principal = Files.getOwner(probe);
            } finally {
                Files.delete(probe);
            }
        }
        return principal;
    }
}
