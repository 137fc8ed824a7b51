package io.jenkins.plugins.webpaas.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between clients and a server on loopback. A connection takes a round trip, and each packet takes half of one. Packets follow
 * each other without a pause, so the throughput is that of loopback. The far side may close idle connections.
 */
public final class Relay implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final byte[] END = {};

    private final int target;
    private final long roundTrip;
    private final long idleLimit;
    private final ServerSocket server = new ServerSocket(0, 128, InetAddress.getByName(LOOPBACK));
    private final ExecutorService threads = Executors.newCachedThreadPool(Relay::daemon);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Relay::daemon);
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** A packet on its way: its bytes, and the time at which it arrives. */
    private record Packet(byte[] bytes, long arrival) {}

    /**
     * Starts one that listens on loopback.
     *
     * @param target port of the server
     * @param idleLimit time after which the far side closes an idle connection
     */
    public Relay(int target, Duration roundTrip, Duration idleLimit) throws IOException {
        this.target = target;
        this.roundTrip = roundTrip.toNanos();
        this.idleLimit = idleLimit.toNanos();
        threads.execute(this::accept);
        long pause = Math.max(TimeUnit.MILLISECONDS.toNanos(5), this.idleLimit / 20);
        timer.scheduleWithFixedDelay(this::closeIdle, pause, pause, TimeUnit.NANOSECONDS);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "relay");
        thread.setDaemon(true);
        return thread;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Returns the number of connections that clients have made so far. */
    public int connections() {
        return connections.get();
    }

    /** Returns the number of connections that are open. */
    public int open() {
        return links.size();
    }

    /** Closes all connections from the far side. */
    public void closeAll() {
        links.forEach(Link::closeFarSide);
    }

    private void accept() {
        try {
            while (true) {
                Socket near = server.accept();
                connections.incrementAndGet();
                new Link(near, new Socket(LOOPBACK, target)).start();
            }
        } catch (IOException e) {
            close();
        }
    }

    private void closeIdle() {
        long now = System.nanoTime();
        links.stream().filter(link -> now - link.lastUse > idleLimit).forEach(Link::closeFarSide);
    }

    @Override
    public void close() {
        closeQuietly(server);
        links.forEach(Link::close);
        timer.shutdownNow();
        threads.shutdownNow();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is closed already.
        }
    }

    /** A connection of a client, and the one to the server. */
    private final class Link {
        private final Socket near;
        private final Socket far;
        private volatile long lastUse = System.nanoTime();

        private Link(Socket near, Socket far) {
            this.near = near;
            this.far = far;
        }

        /** The client's first packet follows its handshake of a round trip. A server that speaks first does so half a round trip later. */
        private void start() throws IOException {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            links.add(this);
            relay(near, far, lastUse + roundTrip);
            relay(far, near, lastUse + roundTrip + roundTrip / 2);
        }

        private void relay(Socket from, Socket to, long notBefore) {
            BlockingQueue<Packet> packets = new LinkedBlockingQueue<>();
            threads.execute(() -> receive(from, packets, notBefore));
            threads.execute(() -> send(packets, to));
        }

        private void receive(Socket from, BlockingQueue<Packet> packets, long notBefore) {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = from.getInputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    lastUse = System.nanoTime();
                    long sent = Math.max(lastUse, notBefore);
                    packets.add(new Packet(Arrays.copyOf(buffer, count), sent + roundTrip / 2));
                }
            } catch (IOException e) {
                // The connection has ended, which the other side hears.
            }
            packets.add(new Packet(END, System.nanoTime() + roundTrip / 2));
        }

        private void send(BlockingQueue<Packet> packets, Socket to) {
            try {
                OutputStream out = to.getOutputStream();
                Packet packet = arrived(packets);
                while (packet.bytes() != END) {
                    out.write(packet.bytes());
                    packet = arrived(packets);
                }
            } catch (IOException e) {
                // The receiver has gone, which the sender hears.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            close();
        }

        private static Packet arrived(BlockingQueue<Packet> packets) throws InterruptedException {
            Packet packet = packets.take();
            TimeUnit.NANOSECONDS.sleep(packet.arrival() - System.nanoTime());
            return packet;
        }

        private void closeFarSide() {
            closeQuietly(far);
        }

        private void close() {
            closeQuietly(near);
            closeQuietly(far);
            links.remove(this);
        }
    }
}
