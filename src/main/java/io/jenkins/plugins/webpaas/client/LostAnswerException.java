package io.jenkins.plugins.webpaas.client;

import java.io.IOException;

/** A request that the service may have acted on, or may act on yet, without an answer that tells. */
final class LostAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    private final WebPaasException answer;

    /** @param answer what came instead of the answer */
    LostAnswerException(WebPaasException answer) {
        super(answer);
        this.answer = answer;
    }

    WebPaasException answer() {
        return answer;
    }
}
