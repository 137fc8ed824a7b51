package io.jenkins.plugins.webpaas.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** A process behind an SSH channel: its three streams, and its exit status. */
final class ProcessCommand implements Command {
    /** A last message on stderr, after the process has ended well. */
    interface Epilogue {
        void run(Environment client, OutputStream stderr) throws IOException, InterruptedException;
    }

    private final ProcessBuilder builder;
    private final ExecutorService threads;
    private final Epilogue epilogue;
    private InputStream in;
    private OutputStream out;
    private OutputStream err;
    private ExitCallback exit;
    private Process process;

    ProcessCommand(ProcessBuilder builder, ExecutorService threads, Epilogue epilogue) {
        this.builder = builder;
        this.threads = threads;
        this.epilogue = epilogue;
    }

    @Override
    public void setInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment client) throws IOException {
        process = builder.start();
        threads.submit(() -> {
            try (OutputStream stdin = process.getOutputStream()) {
                pump(in, stdin);
            }
            return null;
        });
        Future<?> stderr = threads.submit(() -> {
            pump(process.getErrorStream(), err);
            return null;
        });
        threads.submit(() -> {
            finish(client, stderr);
            return null;
        });
    }

    private void finish(Environment client, Future<?> stderr) throws InterruptedException {
        int status = 255;
        try {
            pump(process.getInputStream(), out);
            stderr.get();
            status = process.waitFor();
            if (status == 0) {
                epilogue.run(client, err);
                err.flush();
            }
        } catch (IOException | ExecutionException e) {
            // The client has gone: nobody waits for the process.
            kill();
        } finally {
            exit.onExit(status);
        }
    }

    /** Flushes after each piece: the other side may wait for it before it says more. */
    private static void pump(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[32 * 1024];
        for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
            to.write(buffer, 0, length);
            to.flush();
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void destroy(ChannelSession channel) {
        if (process != null) {
            kill();
        }
    }
}
