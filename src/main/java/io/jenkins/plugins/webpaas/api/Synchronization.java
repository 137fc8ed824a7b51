package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Copies code, data or sizes of resources from an environment's parent to the environment (protocol, "Branches"). */
public final class Synchronization implements Operation {
    private static final long serialVersionUID = 1;

    private static final String ADVICE = "the environment and its parent must be active, and " + OperationRequest.ADMIN;

    private final boolean code;
    private final boolean rebase;
    private final boolean data;
    private final boolean resources;

    /**
     * @param code whether the parent's commits are merged into the environment
     * @param rebase whether the environment's commits are put on top of the parent's instead of a merge
     * @param data whether the parent's data replaces the environment's
     * @param resources whether the parent's sizes of resources replace the environment's
     * @throws IllegalArgumentException naming the parameter that is missing
     */
    public Synchronization(boolean code, boolean rebase, boolean data, boolean resources) {
        if (!code && !data && !resources) {
            throw new IllegalArgumentException(
                    "data: is missing. Set at least one of data, code and resources to true");
        }
        if (rebase && !code) {
            throw new IllegalArgumentException("rebase: applies to code alone. Set code to true, or leave rebase out");
        }
        this.code = code;
        this.rebase = rebase;
        this.data = data;
        this.resources = resources;
    }

    @Override
    public String name() {
        return "synchronization";
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) throws IOException {
        environment.checkParent("synchronize with");
        Map<String, Boolean> fields =
                new HashMap<>(Map.of("synchronize_code", code, "rebase", rebase, "synchronize_data", data));
        if (resources) {
            // Services without sizes of resources may not know this field.
            fields.put("synchronize_resources", true);
        }
        return OperationRequest.of(name(), "synchronize").with(fields).withAdvice(ADVICE);
    }
}
