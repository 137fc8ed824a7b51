package io.jenkins.plugins.webpaas.api.http;

import static io.jenkins.plugins.webpaas.api.FakeService.json;
import static io.jenkins.plugins.webpaas.api.FakeService.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.webpaas.api.CallFailure;
import io.jenkins.plugins.webpaas.api.FakeService;
import io.jenkins.plugins.webpaas.api.FakeServiceTest;
import io.jenkins.plugins.webpaas.api.WebPaasApi;
import io.jenkins.plugins.webpaas.api.WebPaasClient;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Credentials;
import okhttp3.Dns;
import org.junit.jupiter.api.Test;

/** Tests the failures of calls through a proxy. */
class ProxyTest extends FakeServiceTest {
    @Test
    void aProxyThatDemandsALogin() throws Exception {
        try (FakeService proxy = new FakeService()) {
            proxy.answer("api.acme.example:443", status(407).inTunnel());
            proxy.answer("http://127.0.0.1:1/oauth2/token", status(407));
            WebPaasClient client = fake.client(builder -> builder.proxy(proxy(proxy.server.getPort())));

            for (String url : List.of("https://api.acme.example", "http://127.0.0.1:1")) {
                WebPaasException failure = failure(client, url);

                assertThat(failure.problem()).isEqualTo(Problem.PROXY);
                assertThat(failure)
                        .hasMessage("Could not exchange the API token for an access token: the proxy 127.0.0.1:"
                                + proxy.server.getPort()
                                + " demands a login (407). Check the proxy settings of Jenkins.");
            }
            assertThat(proxy.requests).hasSize(2);
        }
    }

    /** A gateway answers, of which Jenkins has no setting. */
    @Test
    void aLoginThatIsDemandedWithoutAProxy() {
        fake.token(status(407));

        for (WebPaasApi api : List.of(fake.api(), fake.client().inPlace(fake.apiToken()))) {
            WebPaasException failure = CallFailure.call(api::accessToken);

            assertThat(failure.problem()).isEqualTo(Problem.PROXY);
            assertThat(failure)
                    .hasMessage("Could not exchange the API token for an access token: 127.0.0.1:"
                            + fake.server.getPort()
                            + " demands the login of a proxy (407), but Jenkins uses no HTTP proxy for this host. Check the"
                            + " network and the proxy settings of Jenkins.");
        }
        assertThat(fake.requests).as("a repeat does not help").hasSize(2);
    }

    @Test
    void aProxysLoginIsGivenFromOutside() throws Exception {
        try (FakeService proxy = new FakeService()) {
            proxy.answer(
                    "http://127.0.0.1:1/oauth2/token", status(407), json(FakeService.token("through-the-proxy", 900)));
            WebPaasClient client = fake.client(builder -> builder.proxy(proxy(proxy.server.getPort()))
                    .proxyAuthenticator((route, response) -> response.request()
                            .newBuilder()
                            .header("Proxy-Authorization", Credentials.basic("jenkins", "pw"))
                            .build()));

            assertThat(client.as(new ApiToken(FakeService.service(1), FakeService.SECRET))
                            .accessToken()
                            .value())
                    .isEqualTo("through-the-proxy");
        }
    }

    @Test
    void aProxyThatRefusesTheConnection() throws Exception {
        try (FakeService proxy = new FakeService()) {
            WebPaasClient client = fake.client(builder -> builder.proxy(proxy(proxy.server.getPort())));
            proxy.answer("api.acme.example:443", status(403).inTunnel());

            WebPaasException failure = failure(client, "https://api.acme.example");

            assertThat(failure.problem()).isEqualTo(Problem.PROXY);
            assertThat(failure)
                    .hasMessageEndingWith(
                            "the proxy 127.0.0.1:" + proxy.server.getPort()
                                    + " refuses a connection to api.acme.example:443 (403). Check the proxy settings of Jenkins.");
            assertThat(proxy.requests).hasSize(1);

            proxy.answer("api.acme.example:443", status(503).inTunnel());
            assertThat(failure(client, "https://api.acme.example").isTemporary())
                    .isTrue();
            assertThat(proxy.requests).as("repeated").hasSizeGreaterThan(3);
        }
    }

    @Test
    void aProxyThatIsNotThere() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }

        WebPaasException failure =
                failure(fake.client(builder -> builder.proxy(proxy(port))), "https://api.acme.example");

        assertThat(failure.problem()).isEqualTo(Problem.UNREACHABLE);
        assertThat(failure)
                .hasMessageContaining("the proxy 127.0.0.1:" + port
                        + " cannot be reached (no connection). Check the proxy settings of Jenkins.");
    }

    @Test
    void aProxyThatNobodyKnows() {
        Dns unknown = host -> {
            throw new UnknownHostException(host);
        };
        Proxy proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.invalid", 3128));

        assertThat(failure(fake.client(builder -> builder.dns(unknown).proxy(proxy)), "https://api.acme.example"))
                .hasMessageContaining("the proxy proxy.invalid:3128 cannot be reached (unknown host).");
    }

    private static Proxy proxy(int port) {
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", port));
    }
}
