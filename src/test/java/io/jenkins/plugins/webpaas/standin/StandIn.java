package io.jenkins.plugins.webpaas.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Protocol;

/** A Web PaaS in this JVM, on loopback: an HTTP server for API and authentication, or one for each, and an SSH server for containers and git. */
public final class StandIn implements AutoCloseable {
    /** The API token of the account {@code deploy-bot}. */
    public static final String API_TOKEN = "kW3vQ8nTz1rYb6mJx0hLc9sGd4fPa7uEi2oKqB5yN-w";

    /** The project that is there at the start. */
    public static final String PROJECT = "abcdefghij234";

    /** The one region, which is also the SSH hosts' domain. */
    public static final String REGION = "eu-1.standin.test";

    static final String LOOPBACK = "127.0.0.1";

    private final ServerClock clock = new ServerClock();
    private final Faults faults = new Faults();
    private final RequestLog requests = new RequestLog();
    private final SshLog sshLog = new SshLog();
    private final IssuedTokens tokens;
    private final CertificateAuthority authority;
    private final Path workDirectory;
    private final boolean deleteWorkDirectory;
    private final StandInData world;
    private final HttpHosts http;
    private final SshHost ssh;
    private volatile boolean closing;

    private StandIn(Builder builder) throws IOException {
        tokens = new IssuedTokens(clock, builder.accessTokenLifetime);
        authority = new CertificateAuthority(clock, builder.certificateLifetime);
        deleteWorkDirectory = builder.workDirectory == null;
        workDirectory = deleteWorkDirectory
                ? Files.createTempDirectory("stand-in")
                : Files.createDirectories(builder.workDirectory);
        world = StandInData.seeded(clock, workDirectory);
        ssh = new SshHost(world, tokens, authority, clock, sshLog, () -> closing);
        http = builder.protocols.isEmpty()
                ? HttpHosts.one(face(), builder.tls, builder.httpPort)
                : HttpHosts.two(face(), builder.protocols);
        try {
            ssh.start(builder.sshPort);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private HttpDispatcher face() {
        HttpDispatcher face = new HttpDispatcher(world, clock, tokens, faults, requests);
        new AuthRoutes(tokens, authority).addTo(face);
        new AccountRoutes().addTo(face);
        new ProjectRoutes().addTo(face);
        new LifecycleRoutes().addTo(face);
        new BranchRoutes().addTo(face);
        new BackupRoutes(clock).addTo(face);
        new VariableRoutes(clock).addTo(face);
        new ActivityRoutes(() -> closing).addTo(face);
        return face;
    }

    /** Starts one with the defaults. */
    public static StandIn start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The base of {@code /projects}, {@code /users} and the other calls of the API. */
    public URI apiUrl() {
        return http.apiUrl();
    }

    /** The base of {@code /oauth2/token}, {@code /oauth2/revoke}, {@code /ssh} and {@code /ssh/authority}. */
    public URI authUrl() {
        return http.authUrl();
    }

    /** Trusts this stand-in's TLS certificates; without TLS, nothing. */
    public X509TrustManager trustManager() {
        return http.trustManager();
    }

    public SSLSocketFactory sslSocketFactory() {
        return http.sslSocketFactory();
    }

    /** The TLS certificate to trust, for clients that take a file. */
    public String certificatePem() {
        return http.certificatePem();
    }

    public String sshDomain() {
        return "*.standin.test";
    }

    public String sshHost() {
        return "ssh." + REGION;
    }

    public String gitHost() {
        return "git." + REGION;
    }

    public int sshPort() {
        return ssh.port();
    }

    /** The lines of an {@code ssh_config} that lead the hosts of {@link #sshDomain} here. */
    public List<String> sshOptions() {
        return List.of("HostName " + LOOPBACK, "Port " + sshPort(), "HostKeyAlias " + sshHost());
    }

    /** The SSH hosts' line of a {@code known_hosts}. */
    public String hostKey() {
        return sshHost() + "," + gitHost() + " " + ssh.hostKey();
    }

    public StandInData world() {
        return world;
    }

    public ServerClock clock() {
        return clock;
    }

    public IssuedTokens tokens() {
        return tokens;
    }

    public CertificateAuthority authority() {
        return authority;
    }

    public Faults faults() {
        return faults;
    }

    public RequestLog requests() {
        return requests;
    }

    public SshLog ssh() {
        return sshLog;
    }

    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        try {
            world.close();
            ssh.close();
            http.close();
            if (deleteWorkDirectory) {
                delete(workDirectory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Builds a stand-in that differs from the default. */
    public static final class Builder {
        private boolean tls;
        private List<Protocol> protocols = List.of();
        private Duration accessTokenLifetime = Duration.ofSeconds(900);
        private Duration certificateLifetime = Duration.ofSeconds(3600);
        private int httpPort;
        private int sshPort;
        private Path workDirectory;

        private Builder() {}

        public Builder tls(boolean tls) {
            this.tls = tls;
            return this;
        }

        /** Sets a host for the API and another for authentication, with TLS, which speak HTTP/2, or HTTP/1.1 alone. */
        public Builder twoHosts(boolean http2) {
            protocols = http2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1);
            return this;
        }

        public Builder accessTokenLifetime(Duration lifetime) {
            accessTokenLifetime = lifetime;
            return this;
        }

        public Builder certificateLifetime(Duration lifetime) {
            certificateLifetime = lifetime;
            return this;
        }

        /** Zero is any free one. */
        public Builder ports(int http, int ssh) {
            httpPort = http;
            sshPort = ssh;
            return this;
        }

        /** Sets the directory of repositories and containers. Without one, the stand-in makes a directory and deletes it in the end. */
        public Builder workDirectory(Path directory) {
            workDirectory = directory;
            return this;
        }

        public StandIn start() {
            try {
                return new StandIn(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
