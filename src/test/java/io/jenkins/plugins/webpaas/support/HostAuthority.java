package io.jenkins.plugins.webpaas.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A certificate authority for hosts: OpenSSH's ssh-keygen. */
public final class HostAuthority {
    private final Path directory;

    /** @param keyType of its own key, for ssh-keygen */
    public HostAuthority(Path directory, String keyType) throws IOException {
        this.directory = Files.createDirectory(directory);
        makeKey("ca", keyType);
    }

    private void makeKey(String name, String keyType) {
        Command.shell("ssh-keygen -q -t " + keyType + " -N '' -f " + name)
                .in(directory)
                .output();
    }

    /**
     * A host key with its certificate, which stands beside it.
     *
     * @param options of ssh-keygen, such as {@code -n ssh.example.com}
     */
    public Path hostKey(String keyType, String options) {
        makeKey("certified", keyType);
        Command.shell("ssh-keygen -q -h -s ca -I host " + options + " certified.pub")
                .in(directory)
                .output();
        return directory.resolve("certified");
    }

    /** A line of known_hosts that trusts it for these hosts. */
    public String knownHost(String names) throws IOException {
        return "@cert-authority " + names + " "
                + Files.readString(directory.resolve("ca.pub")).trim();
    }
}
