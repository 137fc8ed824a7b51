package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Activates an environment, or resumes a paused one (protocol, "Activation, pause and deletion"). */
public final class Activation implements Operation {
    private static final long serialVersionUID = 1;
    private static final Set<String> RESOURCES = Set.of("default", "minimum", "parent");

    private final String resources;

    /**
     * @param resources the resources that the services get, such as {@code minimum}; null for the service's choice. A paused environment
     *     keeps its own
     * @throws IllegalArgumentException with the parameter's name, if there are no such resources
     */
    public Activation(String resources) {
        if (resources != null && !RESOURCES.contains(resources)) {
            throw new IllegalArgumentException("resources: '" + resources + "' is none of default, minimum, parent");
        }
        this.resources = resources;
    }

    @Override
    public String name() {
        return "activation";
    }

    @Override
    public boolean isDone(Environment environment) {
        return environment != null && environment.isActive();
    }

    @Override
    public List<Activity> start(Operations operations, Environment environment) throws IOException {
        if (environment.isPaused()) {
            return new Resumption().start(operations, environment);
        }
        OperationRequest request = OperationRequest.of(name(), "activate");
        return operations.start(
                this,
                environment,
                resources == null ? request : request.with(Map.of("resources", Map.of("init", resources))));
    }
}
