package io.jenkins.plugins.webpaas.ssh.process;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts the SSH agent's process, apart from this JVM: in a process session of its own, without this JVM's standard streams, and with
 * none of the variables by which Jenkins finds the processes of a build or node.
 */
public final class ProcessStart {
    /** A busy machine takes some seconds. */
    private static final int PATIENCE = 30;

    private static final Set<String> KEPT_VARIABLES = Set.of("PATH", "HOME", "LD_LIBRARY_PATH");

    /**
     * A shell starts the process in the background, so that the process is nobody's child, and ends when the process has closed its
     * standard output.
     */
    private static final String IN_BACKGROUND = """
            trap '' HUP
            cd /
            {
                if command -v setsid >/dev/null 2>&1; then setsid "$@" </dev/null & else "$@" </dev/null & fi
            } 2>&1 | cat
            """;

    /** For a small, quiet process, from which other processes of the user cannot get the keys by the means of Java. */
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
     * Returns when the process, or one that was there before, listens.
     *
     * @throws IOException with the reason, if there is none
     */
    @SuppressFBWarnings(
            value = "COMMAND_INJECTION",
            justification = "The words are constants, and paths of this JVM; a build has no part in them")
    public static void run(ProcessDirectory directory, Path classes) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        if (!Files.isExecutable(java)) {
            throw new IOException("there is no " + java);
        }
        List<String> words = new ArrayList<>(List.of("sh", "-c", IN_BACKGROUND, "sh", java.toString()));
        words.addAll(OPTIONS);
        words.addAll(List.of(
                "-cp",
                classes.toString(),
                SshAgentProcess.class.getName(),
                directory.path().toString()));
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().keySet().retainAll(KEPT_VARIABLES);
        awaitReady(builder.start());
    }

    private static void awaitReady(Process process) throws IOException {
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread thread = new Thread(() -> read(process, output), "webpaas-ssh-agent-start");
        thread.setDaemon(true);
        thread.start();
        try {
            String text = output.get(PATIENCE, TimeUnit.SECONDS);
            if (!text.endsWith(SshAgentProcess.READY)) {
                throw new IOException(text.isBlank() ? "its process ended without a word" : text.strip());
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("its process did not start within " + PATIENCE + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** To the line that says that the process is ready; else to the end. */
    private static void read(Process process, CompletableFuture<String> output) {
        StringBuilder text = new StringBuilder();
        try (BufferedReader reader = process.inputReader()) {
            String line = reader.readLine();
            while (line != null && !line.equals(SshAgentProcess.READY)) {
                text.append(line).append('\n');
                line = reader.readLine();
            }
            output.complete(line == null ? text.toString() : text + line);
        } catch (IOException e) {
            output.completeExceptionally(e);
        }
    }
}
