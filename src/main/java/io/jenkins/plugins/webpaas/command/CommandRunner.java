package io.jenkins.plugins.webpaas.command;

import java.io.IOException;
import java.io.OutputStream;

/** The JVM that connects: this one, or a node's at the other end of a channel. A private key never leaves it. */
public interface CommandRunner {

    /**
     * Makes a key pair for one command.
     *
     * @param id a name for it, not used before
     * @return the public key as a line of {@code authorized_keys}
     */
    String makeKey(String id) throws IOException, InterruptedException;

    /**
     * Runs the command, and forgets its key.
     *
     * @param certificate its line
     * @param log gets whole lines in UTF-8
     * @throws CommandException if it was not run, or if that is not known
     * @throws InterruptedException if this thread is interrupted; the command is ended then
     */
    CommandResult run(String id, String certificate, CommandRequest invocation, OutputStream log)
            throws IOException, InterruptedException;

    /** Forgets the key of a command that is not going to be run. */
    void forget(String id) throws IOException, InterruptedException;
}
