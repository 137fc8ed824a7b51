package io.jenkins.plugins.webpaas.ssh.client;

import io.jenkins.plugins.webpaas.ssh.agent.SessionHosts;
import io.jenkins.plugins.webpaas.ssh.agent.TrustedHosts;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The {@code ssh_config} of a session, and its known-hosts files: one with the keys from the controller, one with the keys that ssh
 * adds. The service's hosts get only the session's identity, and their keys are always checked. All other hosts get the configuration
 * of the node's user and system.
 */
public final class SshConfig {
    private final TrustedHosts trusted;
    private final SessionHosts hosts;
    private final Path knownFile;

    /** Writes the known keys. Keeps the keys that ssh has added in this directory before. */
    public SshConfig(Path directory, TrustedHosts trusted) throws IOException {
        this.trusted = trusted;
        hosts = new SessionHosts(directory, trusted.names(), trusted.keys());
        knownFile = directory.resolve("known_hosts");
        PrivateFiles.write(
                knownFile,
                trusted.keys().stream().map(host -> host.line() + "\n").collect(Collectors.joining()));
    }

    /** Tells whether ssh accepts the key of a host that it sees for the first time. */
    private boolean acceptsNewHosts() {
        return trusted.acceptNew() && OpenSsh.ofNode().acceptsNewHosts();
    }

    /** Returns sentences for the build log about limits of the node's {@code ssh}. */
    public List<String> notes() {
        if (!trusted.acceptNew() || acceptsNewHosts()) {
            return List.of();
        }
        return List.of("The ssh of this node is OpenSSH " + OpenSsh.ofNode()
                + ". This node refuses hosts without a known key, because"
                + " OpenSSH remembers host keys only from 7.6 on. Install a newer OpenSSH, or enter the host keys in the"
                + " system configuration.");
    }

    public SessionHosts hosts() {
        return hosts;
    }

    List<String> domains() {
        return trusted.names().domains();
    }

    /** Returns the value of the option {@code UserKnownHostsFile}. The client adds the keys of new hosts to the first file. */
    String userKnownHostsFiles() {
        return (trusted.acceptNew() ? quote(hosts.seenFile()) + " " : "") + quote(knownFile);
    }

    /** @param identity the options with which a client finds the session's key */
    String text(List<String> identity) {
        StringBuilder text = new StringBuilder();
        boolean acceptsNewHosts = acceptsNewHosts();
        if (acceptsNewHosts) {
            // "accept-new" alone would accept a key of another type for a host with a known key. Each line gets a block
            // of its own: in a common block, the exclusions ("!") of one line would hold for the other lines too.
            trusted.keys().stream()
                    .map(host -> String.join(",", trusted.names().hosts(host)))
                    .distinct()
                    .forEach(names -> addBlock(text, names, List.of("StrictHostKeyChecking yes")));
        }
        // ssh takes the first value of an option, so the service's own options below cannot change these.
        List<String> options = new ArrayList<>(identity);
        options.addAll(List.of(
                "PreferredAuthentications publickey",
                "BatchMode yes",
                "StrictHostKeyChecking " + (acceptsNewHosts ? "accept-new" : "yes"),
                "UserKnownHostsFile " + userKnownHostsFiles(),
                // The vendor's CLI overrides UserKnownHostsFile.
                "GlobalKnownHostsFile " + quote(knownFile),
                "HashKnownHosts no",
                "UpdateHostKeys no",
                "VerifyHostKeyDNS no",
                "CheckHostIP no",
                "NoHostAuthenticationForLocalhost no",
                "CanonicalizeHostname no",
                "ForwardAgent no",
                "ControlPath none",
                // This variable makes the service's git host end a push before the deployment.
                "SendEnv PLATFORMSH_PUSH_NO_WAIT"));
        options.addAll(trusted.options());
        addBlock(text, String.join(",", domains()), options);
        addBlock(
                text,
                "*,!" + String.join(",!", domains()),
                List.of("Include ~/.ssh/config", "Include /etc/ssh/ssh_config"));
        return text.toString();
    }

    /** Adds a block for hosts. "Match originalhost" ignores case like known_hosts; "Host" does not. */
    private static void addBlock(StringBuilder text, String hosts, List<String> options) {
        text.append("Match originalhost ").append(hosts).append('\n');
        options.forEach(option -> text.append("    ").append(option).append('\n'));
    }

    static String quote(Path path) {
        return '"' + path.toString().replace(File.separatorChar, '/') + '"';
    }

    /** The version of a node's {@code ssh}, with 0 as the major number if the version is unknown. */
    private record OpenSsh(int major, int minor) {
        private static final Logger LOGGER = Logger.getLogger(OpenSsh.class.getName());
        private static final Pattern VERSION = Pattern.compile("OpenSSH_(?:for_Windows_)?(\\d{1,3})\\.(\\d{1,3})");
        private static final OpenSsh UNKNOWN = new OpenSsh(0, 0);

        /** Time for {@code ssh -V}, in seconds. */
        private static final int TIMEOUT = 5;

        private static final int MAX_OUTPUT = 1024;

        /** A version that supports all options of a session's configuration. Only such a version is cached. */
        private static volatile OpenSsh sufficient;

        /** Returns the version of the {@code ssh} in this JVM's {@code PATH}. */
        static OpenSsh ofNode() {
            OpenSsh installed = sufficient;
            if (installed == null) {
                installed = ask();
                if (installed.acceptsNewHosts()) {
                    sufficient = installed;
                }
            }
            return installed;
        }

        private static OpenSsh ask() {
            try {
                Process ssh = new ProcessBuilder("ssh", "-V")
                        .redirectErrorStream(true)
                        .start();
                try {
                    ssh.getOutputStream().close();
                    if (!ssh.waitFor(TIMEOUT, TimeUnit.SECONDS)) {
                        return UNKNOWN;
                    }
                    byte[] output = ssh.getInputStream().readNBytes(MAX_OUTPUT);
                    Matcher version = VERSION.matcher(new String(output, StandardCharsets.UTF_8));
                    return version.find()
                            ? new OpenSsh(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)))
                            : UNKNOWN;
                } finally {
                    ssh.destroyForcibly();
                }
            } catch (IOException e) {
                LOGGER.log(Level.FINE, "No ssh tells its version", e);
                return UNKNOWN;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return UNKNOWN;
            }
        }

        /** Tells whether {@code StrictHostKeyChecking accept-new} is supported; an ssh before OpenSSH 7.6 fails on that value. */
        boolean acceptsNewHosts() {
            return major == 0 || major > 7 || major == 7 && minor >= 6;
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }
}
