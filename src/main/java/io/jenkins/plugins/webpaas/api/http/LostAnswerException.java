package io.jenkins.plugins.webpaas.api.http;

import java.io.IOException;

/** A request that the service may have acted on, or may act on yet, without an answer that tells. */
public final class LostAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    private final WebPaasException answer;

    /** @param answer what came instead of the answer */
    public LostAnswerException(WebPaasException answer) {
        super(answer);
        this.answer = answer;
    }

    public WebPaasException answer() {
        return answer;
    }
}
