package io.jenkins.plugins.webpaas.ssh.agent;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a Unix socket may be called. */
public final class SocketPath {
    /** The least that systems allow, in bytes (macOS; with its end mark, a path has 104 there and 108 on Linux). */
    public static final int LONGEST = 103;

    private SocketPath() {}

    public static boolean fits(Path socket) {
        return socket.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /** Where a socket is made before it is moved to its place; no longer than that. */
    static Path beside(Path socket) {
        String name = socket.getFileName().toString();
        return socket.resolveSibling("." + name.substring(1));
    }
}
