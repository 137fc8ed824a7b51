package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import mockwebserver3.MockResponse;

/** Answers in the service's forms (protocol, "Errors, limits, transport"). */
final class StandInResponse {
    private StandInResponse() {}

    /** A call that ends with an error, thrown from wherever that is found out. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient MockResponse answer;

        Refused(MockResponse answer) {
            super(answer.toString(), null, false, false);
            this.answer = answer;
        }

        MockResponse answer() {
            return answer;
        }
    }

    static MockResponse json(int code, JsonNode body) {
        return new MockResponse.Builder()
                .code(code)
                .setHeader("Content-Type", "application/hal+json; charset=utf-8")
                .body(body.toString())
                .build();
    }

    static MockResponse ok(JsonNode body) {
        return json(200, body);
    }

    static MockResponse empty(int code) {
        return new MockResponse.Builder().code(code).build();
    }

    /** An error of the API. */
    static Refused error(int code, String title, String message) {
        return new Refused(json(code, problem(code, title, message)));
    }

    /** An error that names the field at fault. */
    static Refused invalid(String field, String message) {
        ObjectNode problem = problem(400, "Bad Request", message).put("status", "Invalid input");
        problem.putObject("detail").putArray(field).add(message);
        return new Refused(json(400, problem));
    }

    static Refused notFound(String what) {
        return error(404, "Not Found", what + " not found");
    }

    static Refused forbidden() {
        return error(403, "Forbidden", "Access to this resource is not allowed");
    }

    /** An error of the authentication server, or of its tokens. */
    static Refused oauth(int code, String error, String description) {
        return new Refused(json(code, StandInJson.object().put("error", error).put("error_description", description)));
    }

    private static ObjectNode problem(int code, String title, String message) {
        return StandInJson.object().put("message", message).put("code", code).put("title", title);
    }
}
