package io.jenkins.plugins.webpaas.api;

import java.util.Map;

/**
 * The request that starts an operation.
 *
 * @param noun what the API offers by the link
 * @param aim completes "Could not … environment 'main'"
 * @param type the type of the activities that the operation starts
 * @param link name of the link to send the request to
 * @param advice what is needed so that the API offers the link; a clause
 * @param fields of the body; empty for a request without a body
 * @param links of the resource to which the request goes, which belongs to the environment; null for the environment itself
 * @param otherEnvironment id of another environment that the operation concerns, which may show the activity; null for none
 */
record OperationRequest(
        String noun,
        String aim,
        String type,
        String link,
        String advice,
        Map<String, ?> fields,
        Links links,
        String otherEnvironment) {
    static final String ADMIN = "the machine user needs the role Admin for its type";

    /** Returns a request without a body to the link {@code #verb}, which starts an activity of the type {@code environment.verb}. */
    static OperationRequest of(String noun, String verb) {
        return new OperationRequest(noun, verb, "environment." + verb, "#" + verb, ADMIN, Map.of(), null, null);
    }

    OperationRequest with(Map<String, ?> body) {
        return new OperationRequest(noun, aim, type, link, advice, body, links, otherEnvironment);
    }

    OperationRequest withAdvice(String needs) {
        return new OperationRequest(noun, aim, type, link, needs, fields, links, otherEnvironment);
    }

    OperationRequest withAim(String words) {
        return new OperationRequest(noun, words, type, link, advice, fields, links, otherEnvironment);
    }

    OperationRequest to(Links resource) {
        return new OperationRequest(noun, aim, type, link, advice, fields, resource, otherEnvironment);
    }

    OperationRequest concerning(String environment) {
        return new OperationRequest(noun, aim, type, link, advice, fields, links, environment);
    }
}
