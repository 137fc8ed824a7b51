package io.jenkins.plugins.webpaas.command;

import java.io.IOException;
import java.io.OutputStream;

/** Runs commands from a JVM: this one, or a node's over a channel. A private key never leaves that JVM. */
public interface CommandRunner {

    /**
     * Makes a key pair for one command.
     *
     * @param id of the command, not used before
     * @return the public key as a line of {@code authorized_keys}
     */
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
}
