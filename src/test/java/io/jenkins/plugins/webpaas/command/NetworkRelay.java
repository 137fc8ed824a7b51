package io.jenkins.plugins.webpaas.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A network between a client and a server on loopback that can drop data or break. */
final class NetworkRelay implements AutoCloseable {
    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean isSilent;

    NetworkRelay(int port) throws IOException {
        threads.submit(() -> {
            while (true) {
                Socket client = entrance.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.addAll(List.of(client, server));
                threads.submit(() -> pump(client, server));
                threads.submit(() -> pump(server, client));
            }
        });
    }

    int port() {
        return entrance.getLocalPort();
    }

    boolean isInUse() {
        return !sockets.isEmpty();
    }

    /** Drops all further data, and keeps the connections open. */
    void goSilent() {
        isSilent = true;
    }

    void breakOff() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Void pump(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[8192];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            if (!isSilent) {
                out.write(buffer, 0, length);
            }
        }
        to.close();
        return null;
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        breakOff();
        threads.shutdownNow();
    }
}
