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
 * @param major 0 where it is not known
 */
record OpenSsh(int major, int minor) {
    private static final Logger LOGGER = Logger.getLogger(OpenSsh.class.getName());
    private static final Pattern VERSION = Pattern.compile("OpenSSH_(?:for_Windows_)?(\\d{1,3})\\.(\\d{1,3})");
    private static final OpenSsh UNKNOWN = new OpenSsh(0, 0);

    /** How long {@code ssh} has to tell its version, in seconds. */
    private static final int PATIENCE = 5;

    private static final int LONGEST_ANSWER = 1024;

    /** One that knows all that a session's configuration has; it is not asked again. */
    private static volatile OpenSsh sufficient;

    /** That of the {@code ssh} which this JVM finds in its {@code PATH}. */
    static OpenSsh ofNode() {
        OpenSsh found = sufficient;
        if (found == null) {
            found = ask();
            if (found.acceptsNewHosts()) {
                sufficient = found;
            }
        }
        return found;
    }

    private static OpenSsh ask() {
        try {
            Process ssh =
                    new ProcessBuilder("ssh", "-V").redirectErrorStream(true).start();
            try {
                ssh.getOutputStream().close();
                if (!ssh.waitFor(PATIENCE, TimeUnit.SECONDS)) {
                    return UNKNOWN;
                }
                return parse(new String(ssh.getInputStream().readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8));
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

    /** @param text as {@code ssh -V} writes it */
    static OpenSsh parse(String text) {
        Matcher version = VERSION.matcher(text);
        return version.find()
                ? new OpenSsh(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)))
                : UNKNOWN;
    }

    /** Tells whether it knows {@code StrictHostKeyChecking accept-new}, which an older one takes for an error (OpenSSH 7.6). */
    boolean acceptsNewHosts() {
        return major == 0 || major > 7 || major == 7 && minor >= 6;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
