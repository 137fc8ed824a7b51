package io.jenkins.plugins.webpaas.ssh.socket;

import io.jenkins.plugins.webpaas.ssh.socket.SocketServer.RequestHandler;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** A socket's owner whose decisions a test sets. */
final class TestHost implements SocketServer.Host {
    static final byte[] ANSWER = {42};

    volatile boolean isReady = true;
    volatile boolean isNeeded = true;
    volatile RequestHandler handler = request -> ANSWER;
    volatile boolean failsToGreet;
    volatile Runnable onGreet = () -> {};
    final AtomicInteger stops = new AtomicInteger();

    @Override
    public boolean isReady() {
        return isReady;
    }

    @Override
    public RequestHandler greet(SocketChannel client) throws IOException {
        if (failsToGreet) {
            throw new IOException("The client's user is unknown");
        }
        onGreet.run();
        return handler;
    }

    @Override
    public boolean isNeeded() {
        return isNeeded;
    }

    @Override
    public void stopped() {
        stops.incrementAndGet();
    }
}
