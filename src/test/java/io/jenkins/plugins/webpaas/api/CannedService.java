package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.MoreExecutors;
import io.jenkins.plugins.webpaas.api.auth.ApiToken;
import io.jenkins.plugins.webpaas.api.http.HttpSettings;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.Dispatcher;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * A service that gives the same answer to every request, without a network. The answer is a text like that of HTTP: the status, headers, an
 * empty line, and the body.
 */
public final class CannedService implements Interceptor {
    private static final String URL = "http://127.0.0.1:1";
    private static final String API_TOKEN = "s3cr3t-api-token";
    private static final String ACCESS_TOKEN = "eyJ.S3cr3t_access.token";

    private final FakeTime time = new FakeTime();
    private final WebPaasClient client = new WebPaasClient(
            new HttpSettings(
                    "Jenkins-WebPaaS/1.0 (test)",
                    this::customize,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    time),
            time);
    private final ApiToken token = new ApiToken(FakeService.service(URL), API_TOKEN);
    private final boolean givesTokens;

    private final List<HttpUrl> requested = new ArrayList<>();
    private int status;
    private Headers headers;
    private byte[] body;

    /** @param givesTokens whether API tokens are exchanged as usual, and all other requests get the answer */
    public CannedService(boolean givesTokens) {
        this.givesTokens = givesTokens;
    }

    public interface Call {
        void run(WebPaasApi api) throws IOException;
    }

    /** Fails if a call throws another exception than a {@link WebPaasException}, shows a secret, contacts another host, or sends too many requests. */
    public void check(byte[] answer, Call call) throws IOException {
        read(answer);
        try {
            call.run(givesTokens ? client.inPlace(token) : client.anew(token));
        } catch (WebPaasException e) {
            assertThat(e).hasMessageNotContainingAny(API_TOKEN, ACCESS_TOKEN).hasNoCause();
        }
        assertThat(requested).hasSizeLessThan(100).allMatch(url -> url.toString()
                .startsWith(URL + "/"));
    }

    private void read(byte[] answer) {
        // ISO 8859-1 maps each byte to one character.
        String[] parts = new String(answer, StandardCharsets.ISO_8859_1).split("\n\n", 2);
        String[] lines = parts[0].split("\n", -1);
        status = lines[0].matches("[2-5]\\d\\d") ? Integer.parseInt(lines[0]) : 200;
        headers = headers(lines);
        body = parts.length < 2 ? new byte[0] : parts[1].getBytes(StandardCharsets.ISO_8859_1);
        requested.clear();
    }

    private static Headers headers(String[] lines) {
        Headers.Builder headers = new Headers.Builder();
        for (int i = 1; i < lines.length; i++) {
            try {
                headers.add(lines[i]);
            } catch (IllegalArgumentException e) {
                // Okhttp refuses such a header from the network, too.
            }
        }
        return headers.build();
    }

    private OkHttpClient.Builder customize(OkHttpClient.Builder builder) {
        return builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                // In the caller's thread, because handing over each request would take most of the time.
                .dispatcher(new Dispatcher(MoreExecutors.newDirectExecutorService()))
                .addInterceptor(this);
    }

    @Override
    public Response intercept(Chain chain) {
        Request request = chain.request();
        requested.add(request.url());
        boolean isToken = givesTokens && request.url().encodedPath().equals("/oauth2/token");
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_1_1)
                .code(isToken ? 200 : status)
                .message("")
                .headers(isToken ? Headers.of() : headers)
                .body(ResponseBody.create(
                        isToken ? FakeService.token(ACCESS_TOKEN, 900).getBytes(StandardCharsets.US_ASCII) : body,
                        (MediaType) null))
                .build();
    }
}
