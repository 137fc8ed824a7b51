package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a runtime operation in a container of an app or a worker (protocol, "Runtime operations"). */
public final class RuntimeOperation implements Operation {
    private static final long serialVersionUID = 1;

    private static final String ADVICE =
            "the project's plan must include runtime operations, and the machine user needs the role of the operation";

    private final String operation;
    private final String app;
    private final String worker;
    private final List<String> parameters;

    /**
     * @param app name of the app; null if one app alone has the operation
     * @param worker name of the worker; null for the app itself
     * @param parameters of the operation, in their order
     * @throws IllegalArgumentException naming the parameter that is missing
     */
    public RuntimeOperation(String operation, String app, String worker, List<String> parameters) {
        if (operation == null) {
            throw new InvalidFieldException("operation", "operation.ofRuntime");
        }
        this.operation = operation;
        this.app = app;
        this.worker = worker;
        this.parameters = List.copyOf(parameters);
    }

    @Override
    public String name() {
        return "runtime operation '" + operation + "'";
    }

    @Override
    public String offeredName() {
        return operation;
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) throws IOException {
        JsonNode deployment = operations.deployment(environment);
        Map<String, Object> fields =
                new HashMap<>(Map.of("operation", operation, "service", service(environment, Offer.of(deployment))));
        if (!parameters.isEmpty()) {
            fields.put("parameters", parameters);
        }
        return new OperationRequest(
                "runtime operation",
                "run the runtime operation '" + operation + "' on",
                "environment.operation",
                "#operations",
                ADVICE,
                fields,
                Links.of(deployment),
                null);
    }

    /** Returns the only app or worker that has the operation and is meant. */
    private String service(Environment environment, List<Offer> offers) throws IOException {
        List<Offer> meant = offers.stream()
                .filter(offer -> offer.operation().equals(operation) && SshLinks.matches(offer.service(), app, worker))
                .toList();
        if (meant.isEmpty()) {
            throw new IOException("operation: environment '" + environment.id() + "' has no runtime operation '"
                    + operation + "'" + place() + ". It has " + list(offers));
        }
        if (meant.size() > 1) {
            throw new IOException("app: several have the runtime operation '" + operation + "': " + list(meant)
                    + ". Name the app, and the worker if it is of a worker");
        }
        return meant.get(0).service();
    }

    private String place() {
        return (worker == null ? "" : " of worker '" + worker + "'") + (app == null ? "" : " of app '" + app + "'");
    }

    private static String list(List<Offer> offers) {
        return offers.isEmpty()
                ? "none"
                : offers.stream().map(Offer::toString).sorted().collect(Collectors.joining(", "));
    }

    /**
     * A runtime operation that an app or a worker offers (protocol, "Runtime operations").
     *
     * @param service name of the app, or of the worker as {@code app--worker}
     */
    record Offer(String operation, String service) {

        /** Returns the operations of all apps and workers of a deployment. */
        static List<Offer> of(JsonNode deployment) {
            return Stream.of("webapps", "workers")
                    .flatMap(kind -> deployment.path(kind).properties().stream())
                    .flatMap(service -> service.getValue().path("operations").properties().stream()
                            .map(operation -> new Offer(operation.getKey(), service.getKey())))
                    .toList();
        }

        @Override
        public String toString() {
            return operation + " of " + service;
        }
    }
}
