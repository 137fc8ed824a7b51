package io.jenkins.plugins.webpaas.ssh.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a node's {@code ssh}.
 *
 * @param major 0 if the version is unknown
 */
record OpenSsh(int major, int minor) {
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
            Process ssh =
                    new ProcessBuilder("ssh", "-V").redirectErrorStream(true).start();
            try {
                ssh.getOutputStream().close();
                if (!ssh.waitFor(TIMEOUT, TimeUnit.SECONDS)) {
                    return UNKNOWN;
                }
                return parse(new String(ssh.getInputStream().readNBytes(MAX_OUTPUT), StandardCharsets.UTF_8));
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

    /** @param text the output of {@code ssh -V} */
    static OpenSsh parse(String text) {
        Matcher version = VERSION.matcher(text);
        return version.find()
                ? new OpenSsh(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)))
                : UNKNOWN;
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
