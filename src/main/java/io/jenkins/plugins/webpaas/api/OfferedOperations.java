package io.jenkins.plugins.webpaas.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * The runtime operations that a deployment offers (protocol, "Runtime operations").
 *
 * @param links of the deployment
 * @param operations of all apps and workers
 */
record OfferedOperations(Links links, List<Offer> operations) {

    /**
     * An operation of an app or a worker.
     *
     * @param service name of the app, or of the worker as {@code app--worker}
     */
    record Offer(String operation, String service) {
        @Override
        public String toString() {
            return operation + " of " + service;
        }
    }

    static OfferedOperations of(JsonNode deployment) {
        return new OfferedOperations(
                Links.of(deployment),
                Stream.of("webapps", "workers")
                        .flatMap(kind -> deployment.path(kind).properties().stream())
                        .flatMap(service -> service.getValue().path("operations").properties().stream()
                                .map(operation -> new Offer(operation.getKey(), service.getKey())))
                        .toList());
    }
}
