package io.jenkins.plugins.webpaas.benchmark;

import io.jenkins.plugins.webpaas.standin.StandIn;
import io.jenkins.plugins.webpaas.support.Command;
import io.jenkins.plugins.webpaas.support.RemoteStandIn;
import io.jenkins.plugins.webpaas.support.VendorCli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The vendor's CLI far from its service, as builds call it. */
final class RemoteCli {
    private final VendorCli cli;

    RemoteCli(RemoteStandIn remote, Path directory) throws IOException {
        Path certificate = Files.writeString(
                directory.resolve("authority.pem"), remote.standIn().certificatePem());
        cli = new VendorCli(directory, remote.standIn(), remote.apiUrl(), remote.authUrl())
                .with("SSL_CERT_FILE", certificate.toString())
                .with("STANDIN_CLI_SSH_OPTIONS", String.join("\n", remote.sshOptions()))
                .with("STANDIN_CLI_SSH_HOST_KEYS", remote.standIn().hostKey())
                .with("PLATFORM_PROJECT", StandIn.PROJECT)
                .with("PLATFORM_BRANCH", "main");
    }

    /** Unpacks the CLI's PHP, and fills its caches. */
    void begin() throws IOException {
        sessionWithCommand();
        backup();
        sourceOperation();
    }

    /** Logs in as a build does that has not used the CLI before: without an access token and a certificate. */
    void sessionWithCommand() throws IOException {
        Path session = cli.home().resolve(".standin-cli/.session");
        if (Files.exists(session)) {
            try (Stream<Path> files = Files.walk(session)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        command();
    }

    void command() {
        cli.command("ssh", "--app=app", "true").output();
    }

    void backup() {
        cli.command("backup:create", "--yes", "--no-wait").output();
    }

    void backupAndWait() {
        cli.command("backup:create", "--yes").output();
    }

    void sourceOperation() {
        cli.command("source-operation:run", "update", "--yes", "--no-wait").output();
    }

    void push(Path work) {
        cli.command("push", "--yes", "--target=main", "--no-wait").in(work).output();
    }

    /** Returns a new work tree of a repository. */
    Path workTree(Path repository) {
        Path work = cli.home().resolveSibling("work");
        Command.of("git", "clone", "--quiet", repository.toString(), work.toString())
                .output();
        return work;
    }

    /** Makes a commit in a work tree. */
    void commit(Path work) {
        List<String> git = List.of("git", "-c", "user.name=B", "-c", "user.email=b@example.com", "commit");
        Command.shell(String.join(" ", git) + " --quiet --allow-empty -m more")
                .in(work)
                .output();
    }
}
