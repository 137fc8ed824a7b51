package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.ssh.Certificate;
import io.jenkins.plugins.webpaas.ssh.SshKeyPair;
import io.jenkins.plugins.webpaas.ssh.agent.Identity;
import io.jenkins.plugins.webpaas.ssh.agent.SshAgent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Our SSH agent in a JVM of its own, as on a node: tells its public key, takes a certificate, says so, and serves until the end of its
 * input.
 */
final class SigningProcess {
    private SigningProcess() {}

    /** @param arguments the socket's directory, and whether Bouncy Castle is installed */
    public static void main(String[] arguments) throws Exception {
        if (Boolean.parseBoolean(arguments[1])) {
            Security.addProvider(new BouncyCastleProvider());
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        SshKeyPair key = SshKeyPair.generate();
        System.out.println(key.publicLine("benchmark"));
        Certificate certificate = Certificate.parse(in.readLine());
        try (SshAgent agent = SshAgent.start(Path.of(arguments[0]), hostKey -> true, false)) {
            agent.putIdentity(new Identity(key, certificate, Duration.ofHours(1)));
            System.out.println("ready");
            in.readLine();
        }
    }
}
