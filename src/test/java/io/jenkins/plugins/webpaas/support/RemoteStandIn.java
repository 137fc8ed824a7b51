package io.jenkins.plugins.webpaas.support;

import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.service.Endpoints;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import io.jenkins.plugins.webpaas.service.VendorCliNames;
import io.jenkins.plugins.webpaas.standin.StandIn;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A stand-in behind a network, with a host for the API, another for authentication, and an SSH host. */
public final class RemoteStandIn implements AutoCloseable {
    private final StandIn standIn;
    private final Relay api;
    private final Relay auth;
    private final Relay ssh;

    /**
     * Starts a stand-in and its network.
     *
     * @param http2 whether the hosts speak HTTP/2
     * @param idleLimit time after which the hosts close idle connections of HTTP
     */
    public RemoteStandIn(boolean http2, Duration roundTrip, Duration idleLimit) throws IOException {
        standIn = StandIn.builder().twoHosts(http2).start();
        api = new Relay(standIn.apiUrl().getPort(), roundTrip, idleLimit);
        auth = new Relay(standIn.authUrl().getPort(), roundTrip, idleLimit);
        ssh = new Relay(standIn.sshPort(), roundTrip, Duration.ofHours(1));
    }

    public StandIn standIn() {
        return standIn;
    }

    public Relay api() {
        return api;
    }

    public Relay auth() {
        return auth;
    }

    public URI apiUrl() {
        return through(api, standIn.apiUrl());
    }

    public URI authUrl() {
        return through(auth, standIn.authUrl());
    }

    private static URI through(Relay relay, URI url) {
        return URI.create(url.getScheme() + "://" + url.getHost() + ":" + relay.port());
    }

    /** Returns the lines of an {@code ssh_config} that lead to the SSH host. */
    public List<String> sshOptions() {
        return standIn.sshOptions().stream()
                .map(line -> line.startsWith("Port ") ? "Port " + ssh.port() : line)
                .toList();
    }

    public Service service() {
        return new Service(
                "standin",
                "Stand-in",
                new Endpoints(
                        apiUrl().toString(), authUrl().toString(), authUrl().toString(), "platform-cli", null),
                new SshHosts(
                        List.of(standIn.sshDomain()),
                        List.of(standIn.hostKey()),
                        UnknownHosts.REFUSE,
                        false,
                        sshOptions()),
                new VendorCliNames("standin", "STANDIN_CLI_"));
    }

    public ApiToken token() {
        return new ApiToken(service(), StandIn.API_TOKEN);
    }

    /** Returns the client of a controller that has just started, without an access token and without a connection. */
    public WebPaasClient client() {
        return new WebPaasClient(new HttpSettings(
                "Jenkins-WebPaaS/test",
                builder -> builder.sslSocketFactory(standIn.sslSocketFactory(), standIn.trustManager())));
    }

    @Override
    public void close() {
        api.close();
        auth.close();
        ssh.close();
        standIn.close();
    }
}
