package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.api.http.ErrorMessage;
import io.jenkins.plugins.webpaas.api.http.Problem;
import io.jenkins.plugins.webpaas.api.http.WebPaasException;
import java.util.Arrays;

/** Checks the identifiers that users enter before they become part of a URL (protocol, "Projects and environments"). */
final class Identifiers {
    private Identifiers() {}

    static void checkProject(String id) throws WebPaasException {
        if (id == null || !id.matches("[a-z0-9]+")) {
            throw invalid(
                    "'" + ErrorMessage.line(id) + "' is no project id. Enter the small letters and digits that the"
                            + " console shows as the project's id.");
        }
    }

    static void checkEnvironment(String name) throws WebPaasException {
        if (name == null || name.isBlank()) {
            throw invalid("The name of the environment is missing. Enter its id, which is its git branch.");
        }
        // If a server or proxy decodes the name, these parts would lead to another path.
        if (Arrays.stream(name.split("/", -1)).anyMatch(part -> part.equals(".") || part.equals(".."))) {
            throw invalid(
                    "'" + ErrorMessage.line(name) + "' is no environment. Enter its id, which is its git branch.");
        }
    }

    private static WebPaasException invalid(String message) {
        return WebPaasException.permanent(Problem.INVALID, 0, message);
    }
}
