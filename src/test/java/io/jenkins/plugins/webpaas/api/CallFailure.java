package io.jenkins.plugins.webpaas.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Catches the failure of a call, and checks that the failure shows no secret. */
public final class CallFailure {
    private CallFailure() {}

    public static WebPaasException call(ThrowingCallable call) {
        WebPaasException failure = catchThrowableOfType(WebPaasException.class, call);
        assertThat(failure).as("a failure").isNotNull();
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString())
                .doesNotContain(FakeService.SECRET, "access-1", "access-2", "Bearer ", "Basic ")
                .doesNotContain("access_token");
        assertThat(failure.getMessage()).doesNotContain("\n").hasSizeLessThan(700);
        return failure;
    }
}
