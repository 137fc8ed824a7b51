package io.jenkins.plugins.webpaas.api.http;

import java.io.IOException;

/** Says that the service may have acted on a request, or may still do so, and that no answer tells. */
public final class LostAnswerException extends IOException {
    private static final long serialVersionUID = 1;

    private final WebPaasException answer;

    public LostAnswerException(WebPaasException answer) {
        super(answer);
        this.answer = answer;
    }

    /** Returns the failure that came instead of the answer. */
    public WebPaasException answer() {
        return answer;
    }
}
