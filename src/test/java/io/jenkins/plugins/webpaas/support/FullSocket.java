package io.jenkins.plugins.webpaas.support;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that listens on a Unix socket, accepts nobody, and has as many clients waiting as the system lets it. */
public final class FullSocket implements AutoCloseable {
    private final List<Channel> channels = new ArrayList<>();

    public FullSocket(Path path) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        channels.add(ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address, 1));
        boolean isFull = false;
        while (!isFull) {
            SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
            channels.add(client);
            client.configureBlocking(false);
            isFull = !connects(client, address);
        }
    }

    /** Connects, or returns false where a blocking client would wait: Java throws Linux's error then. */
    private static boolean connects(SocketChannel client, UnixDomainSocketAddress address) throws IOException {
        try {
            return client.connect(address);
        } catch (SocketException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        for (Channel channel : channels) {
            channel.close();
        }
    }
}
