package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import org.junit.jupiter.api.AfterEach;

/** The base of tests whose calls a {@link FakeService} answers. */
public abstract class FakeServiceTest {
    protected final FakeService fake = new FakeService();

    @AfterEach
    public final void closeFakeService() {
        fake.close();
    }

    /** Returns the failure of a token exchange with the service at a URL. */
    protected static WebPaasException failure(WebPaasClient client, String url) {
        return CallFailure.call(() -> client.as(new ApiToken(FakeService.service(url), FakeService.SECRET))
                .accessToken());
    }
}
