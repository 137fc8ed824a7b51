package io.jenkins.plugins.webpaas.support;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A certificate authority for users: OpenSSH's ssh-keygen. */
public final class UserAuthority {
    private final Path directory;

    public UserAuthority(Path directory) {
        this.directory = directory;
        Command.of(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-f",
                        directory.resolve("ca").toString())
                .output();
    }

    /** The file with the authority's public key. */
    public Path publicKey() {
        return directory.resolve("ca.pub");
    }

    /** @param options further ones of ssh-keygen, such as {@code -V +1h} */
    public Certificate sign(String publicLine, String keyId, String... options) throws IOException {
        Path key = directory.resolve("key.pub");
        Files.writeString(key, publicLine + "\n");
        Command.shell("ssh-keygen -q -s ca -I " + keyId + " " + String.join(" ", options) + " key.pub")
                .in(directory)
                .output();
        return Certificate.parse(Files.readString(directory.resolve("key-cert.pub")));
    }
}
