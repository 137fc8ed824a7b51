package io.jenkins.plugins.webpaas.api.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import okhttp3.Headers;
import okhttp3.Response;
import okio.BufferedSource;
import okio.Okio;

/**
 * What came back.
 *
 * @param body never null; perhaps the beginning alone of an error's, and of that of a call that is content with it
 * @param isWhole whether the body is there to its end
 */
public record ApiResponse(int code, Headers headers, byte[] body, boolean isWhole) {

    /** @throws WebPaasException if there is more than the call allows, which is an error only where all of it is needed */
    static ApiResponse read(ApiCall call, Response response) throws IOException {
        BufferedSource source = response.body().source();
        if (call.omitsLog()) {
            source = Okio.buffer(new LogOmittingSource(source));
        }
        boolean isWhole = true;
        boolean more = false;
        try {
            more = source.request(call.limit() + 1);
        } catch (IOException e) {
            if (!call.isPartial() || !response.isSuccessful()) {
                throw e;
            }
            isWhole = false;
        }
        if (more && response.isSuccessful() && !call.isPartial()) {
            throw WebPaasException.lasting(
                    Problem.NOT_THE_API,
                    response.code(),
                    call.failed(call.peer() + " answered with more than " + call.limit() / 1024 + " KiB. "
                            + ResponseReader.NOT_THE_API_ADVICE));
        }
        byte[] body = source.readByteArray(Math.min(source.getBuffer().size(), call.limit()));
        return new ApiResponse(response.code(), response.headers(), body, isWhole && !more);
    }

    public boolean isSuccess() {
        return code / 100 == 2;
    }

    boolean isRedirect() {
        return code / 100 == 3;
    }

    public boolean isHtml() {
        String type = headers.get("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html") || firstByte() == '<';
    }

    /** Whether the body is a JSON object, as all errors of the API are (protocol section 8). */
    boolean isJsonObject() {
        try {
            return Json.parse(body).isObject();
        } catch (Json.InvalidException e) {
            return false;
        }
    }

    private int firstByte() {
        for (byte b : body) {
            if (!Character.isWhitespace(b)) {
                return b;
            }
        }
        return -1;
    }

    /** For a body that must not be shown: of a JSON object, an empty one is left. */
    public ApiResponse withoutBody() {
        return new ApiResponse(
                code, headers, isJsonObject() ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0], isWhole);
    }
}
