package io.jenkins.plugins.webpaas.ssh.process;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Starts the SSH agent's process independently of this JVM: in a process session of its own, without this JVM's standard streams, and
 * without the variables that mark processes of a build or node for Jenkins.
 */
public final class ProcessStart {
    /** Time for the start, in seconds; a busy machine takes some seconds. */
    private static final int TIMEOUT = 30;

    private static final Set<String> KEPT_VARIABLES = Set.of("PATH", "HOME", "LD_LIBRARY_PATH");

    /**
     * Starts the process in the background, so that the process is no child of this JVM. The shell ends when the process closes its
     * standard output.
     */
    private static final String IN_BACKGROUND = """
            trap '' HUP
            cd /
            {
                if command -v setsid >/dev/null 2>&1; then setsid "$@" </dev/null & else "$@" </dev/null & fi
            } 2>&1 | cat
            """;

    /** Options for a small process without output, whose memory Java's tools do not show to other processes of the user. */
    private static final List<String> OPTIONS = List.of(
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-Xshare:auto",
            "-Xmx16m",
            "-Xmn1m",
            "-Xss256k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=16m",
            "-XX:-UsePerfData",
            "-XX:+DisableAttachMechanism",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null");

    private ProcessStart() {}

    /**
     * Starts the process, and returns when this process or an earlier one listens.
     *
     * @throws IOException with the reason, if no process listens
     */
    @SuppressFBWarnings(
            value = "COMMAND_INJECTION",
            justification = "The words are constants, and paths of this JVM; a build has no part in them")
    public static void run(ProcessDirectory directory, Path classes) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        if (!Files.isExecutable(java)) {
            throw new IOException("there is no " + java);
        }
        List<String> command = new ArrayList<>(List.of("sh", "-c", IN_BACKGROUND, "sh", java.toString()));
        command.addAll(OPTIONS);
        command.addAll(List.of(
                "-cp",
                classes.toString(),
                SshAgentProcess.class.getName(),
                directory.path().toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().retainAll(KEPT_VARIABLES);
        awaitReady(builder.start());
    }

    /** Waits for the end of the shell, whose output tells whether a process listens. */
    private static void awaitReady(Process shell) throws IOException {
        try (InputStream output = shell.getInputStream()) {
            if (!shell.waitFor(TIMEOUT, TimeUnit.SECONDS)) {
                throw new IOException("its process did not start within " + TIMEOUT + " s");
            }
            String text = new String(output.readAllBytes(), Charset.defaultCharset()).strip();
            if (!text.endsWith(SshAgentProcess.READY)) {
                throw new IOException(text.isEmpty() ? "its process ended without an error message" : text);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
