package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
     * @param operation name
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
        OfferedOperations offered = operations.offeredOperations(environment);
        Map<String, Object> fields =
                new HashMap<>(Map.of("operation", operation, "service", service(environment, offered)));
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
                offered.links(),
                null);
    }

    /** Returns the only app or worker that has the operation and is meant. */
    private String service(Environment environment, OfferedOperations offered) throws IOException {
        List<OfferedOperations.Offer> meant = offered.operations().stream()
                .filter(offer -> offer.operation().equals(operation) && SshLinks.matches(offer.service(), app, worker))
                .toList();
        if (meant.isEmpty()) {
            throw new IOException("operation: environment '" + environment.id() + "' has no runtime operation '"
                    + operation + "'" + place() + ". It has " + list(offered.operations()));
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

    private static String list(List<OfferedOperations.Offer> offers) {
        return offers.isEmpty()
                ? "none"
                : offers.stream()
                        .map(OfferedOperations.Offer::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }
}
