package io.jenkins.plugins.webpaas.session;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Thrown when a node cannot have a session. The message has the reason and the way out. */
public final class NodeUnusableException extends IOException {
    private static final long serialVersionUID = 1;

    NodeUnusableException(String message) {
        super(message);
    }

    /** Returns the exception for a failure to write a session's files. */
    static NodeUnusableException of(Path directory, IOException e) {
        String file = e instanceof FileSystemException failure ? failure.getFile() : directory.toString();
        return new NodeUnusableException("The node cannot write " + file + ", which the session needs: " + reason(e)
                + ". The directory must be one in which the node's user, " + System.getProperty("user.name")
                + ", may write, and on a disk that has room");
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it is no directory";
        }
        return e instanceof FileSystemException ? e.getClass().getSimpleName() : String.valueOf(e.getMessage());
    }
}
