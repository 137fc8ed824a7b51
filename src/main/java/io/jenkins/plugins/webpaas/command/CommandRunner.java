package io.jenkins.plugins.webpaas.command;

import io.jenkins.plugins.webpaas.service.KnownHost;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/** Runs commands from a JVM: this one, or a node's over a channel. A private key never leaves that JVM. */
public interface CommandRunner {

    /** Makes a key pair for one command, which has a new id. Returns the public key as a line of {@code authorized_keys}. */
    String makeKey(String id) throws IOException, InterruptedException;

    /**
     * Runs a command, and forgets its key.
     *
     * @param certificate the line of the certificate
     * @param log gets whole lines in UTF-8
     * @throws IOException if the command was not run, or may not have been run
     * @throws InterruptedException if this thread is interrupted; the command is ended then
     */
    CommandResult run(String id, String certificate, CommandRequest request, OutputStream log)
            throws IOException, InterruptedException;

    /** Forgets the key of a command that will not be run. */
    void forget(String id) throws IOException, InterruptedException;

    /**
     * A command.
     *
     * @param acceptsUnknownHost whether to accept any key of the destination if none is known
     * @param timeout null for none
     * @param keepsStdout whether the result has stdout; else the log does
     */
    record CommandRequest(
            Destination destination,
            List<KnownHost> knownHosts,
            boolean acceptsUnknownHost,
            String line,
            Duration timeout,
            boolean keepsStdout)
            implements Serializable {}
}
