package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.service.Service;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * A node as a process of its own: tells its public key, takes a certificate, tells its socket and notes, and closes at the end of
 * its input.
 */
final class NodeProcess {
    private NodeProcess() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        NodeSide.Opened opened = NodeSessions.HERE.open(
                new NodeSide.Request("1", arguments[0], SshMode.of(arguments[1]), Service.UPSUN, List.of()));
        System.out.println(opened.publicKey());
        NodeSessions.HERE.install("1", in.readLine(), Duration.ofHours(1));
        System.out.println(opened.environment().get("SSH_AUTH_SOCK"));
        opened.notes().forEach(System.out::println);
        in.readLine();
        NodeSessions.HERE.close("1", opened.directory());
    }
}
