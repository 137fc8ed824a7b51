package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** An identity in files, for nodes where the plugin's SSH agent cannot run (Windows), and for users who ask for files. */
public final class FileIdentity implements SshIdentity {
    private final SshKeyPair key = SshKeyPair.generate();
    private final Path keyFile;
    private final Path certificateFile;
    private boolean keyIsWritten;

    /** @param directory the session's directory, private to the node's user, with which the files are deleted */
    public FileIdentity(Path directory) {
        keyFile = directory.resolve("id_ed25519");
        certificateFile = directory.resolve("id_ed25519-cert.pub");
    }

    @Override
    public String publicLine() {
        return key.publicLine("jenkins");
    }

    @Override
    public List<String> options(Path directory) {
        return List.of(
                "IdentityFile " + SshConfig.quote(keyFile),
                "CertificateFile " + SshConfig.quote(certificateFile),
                "IdentitiesOnly yes",
                "IdentityAgent none");
    }

    @Override
    public boolean install(Certificate certificate, Duration lifetime) throws IOException {
        if (!keyIsWritten) {
            PrivateFiles.write(keyFile, key.privateFile("jenkins"));
            keyIsWritten = true;
        }
        PrivateFiles.write(certificateFile, certificate.line() + "\n");
        return true;
    }

    @Override
    public boolean hasFiles() {
        return !keyIsWritten || Files.exists(keyFile);
    }
}
