package io.jenkins.plugins.webpaas.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okhttp3.ConnectionSpec;
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
 * The one answer that everything gets which is asked, from a text like that of HTTP: the status, headers, an empty line, and the
 * body. No network is needed for it.
 */
final class CannedAnswer implements Interceptor {
    static final String API_TOKEN = "s3cr3t-api-token";
    static final String ACCESS_TOKEN = "eyJ.S3cr3t_access.token";

    private static final String API = "http://127.0.0.1:1";

    private final List<HttpUrl> asked = new ArrayList<>();

    private final int status;
    private final Headers headers;
    private final byte[] body;
    private final boolean givesTokens;

    /** @param givesTokens whether API tokens are exchanged as usual, and this is what all other requests are answered with */
    private CannedAnswer(byte[] text, boolean givesTokens) {
        // One character a byte.
        String all = new String(text, StandardCharsets.ISO_8859_1);
        String[] parts = all.split("\n\n", 2);
        String[] lines = parts[0].split("\n");
        this.status = lines[0].matches("[2-5]\\d\\d") ? Integer.parseInt(lines[0]) : 200;
        this.headers = headers(lines);
        this.body = parts.length < 2 ? new byte[0] : parts[1].getBytes(StandardCharsets.ISO_8859_1);
        this.givesTokens = givesTokens;
    }

    interface Call {
        void run(WebPaasApi api) throws IOException;
    }

    /** Fails if the call ends with what is no {@link WebPaasException}, tells a secret, leaves the service's host, or has no end. */
    static void check(byte[] text, boolean givesTokens, Call call) throws IOException {
        CannedAnswer answer = new CannedAnswer(text, givesTokens);
        try {
            call.run(answer.api());
        } catch (WebPaasException e) {
            assertThat(e).hasMessageNotContainingAny(API_TOKEN, ACCESS_TOKEN).hasNoCause();
        }
        assertThat(answer.asked).hasSizeLessThan(100).allMatch(url -> url.toString()
                .startsWith(API + "/"));
    }

    private static Headers headers(String[] lines) {
        Headers.Builder headers = new Headers.Builder();
        for (int i = 1; i < lines.length; i++) {
            try {
                headers.add(lines[i]);
            } catch (IllegalArgumentException e) {
                // Okhttp would not take it from the network either.
            }
        }
        return headers.build();
    }

    private WebPaasApi api() {
        FakeTime time = new FakeTime();
        HttpSettings settings = new HttpSettings("Jenkins-WebPaaS/1.0 (test)", this::customize).withClock(time);
        return new WebPaasClient(settings, time).inPlace(new ApiToken(FakeService.service(API), API_TOKEN));
    }

    private OkHttpClient.Builder customize(OkHttpClient.Builder builder) {
        return builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)).addInterceptor(this);
    }

    @Override
    public synchronized Response intercept(Chain chain) {
        Request request = chain.request();
        asked.add(request.url());
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
