package io.jenkins.plugins.webpaas.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the demand for a stronger login, which an API token cannot satisfy (RFC 9470; protocol, "401 from the API"). */
final class StepUpChallenge {
    private static final Pattern AMR = Pattern.compile("\\bamr=\"([^\"]*)\"");
    private static final String SSO = "sso:";

    private StepUpChallenge() {}

    /** Explains the demand in a 401; empty if the answer has none. */
    static Optional<WebPaasException> of(ApiCall call, ApiResponse answer) {
        return answer.headers().values("WWW-Authenticate").stream()
                .filter(challenge -> challenge.contains("Bearer"))
                .filter(challenge -> challenge.contains("insufficient_user_authentication"))
                .findFirst()
                .map(challenge -> explain(call, answer, methods(answer, challenge)));
    }

    private static WebPaasException explain(ApiCall call, ApiResponse answer, List<String> methods) {
        Optional<String> provider = methods.stream()
                .filter(method -> method.startsWith(SSO))
                .map(method -> method.substring(SSO.length()))
                .findFirst();
        Problem problem = provider.isPresent() ? Problem.SSO_REQUIRED : Problem.MFA_REQUIRED;
        String demand;
        if (provider.isPresent()) {
            demand = "single sign-on with " + ErrorMessage.line(provider.get())
                    + ". Ask the organization to exempt the machine user from it.";
        } else if (methods.equals(List.of("mfa"))) {
            demand = "multi-factor authentication. Enable it for the machine user, and then create a new API token:"
                    + " a token from before does not have it.";
        } else {
            demand =
                    "a stronger or more recent login than that of the API token. Check what the organization demands of"
                            + " its users, and create a new API token as the machine user.";
        }
        return WebPaasException.refusal(problem, answer.code(), call.failure(call.peer() + " demands " + demand));
    }

    private static List<String> methods(ApiResponse answer, String challenge) {
        List<String> methods = Json.parse(answer.body())
                .path("amr")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
        Matcher header = AMR.matcher(challenge);
        return methods.isEmpty() && header.find()
                ? List.of(header.group(1).trim().split("[\\s,]+"))
                : methods;
    }
}
