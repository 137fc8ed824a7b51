package io.jenkins.plugins.webpaas.standin;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The content of an environment beside its code: data and runtime operations (protocol, "Branches" and "Runtime operations"). */
class DeployedContent {
    private final Map<String, List<String>> runtimeOperations = new ConcurrentHashMap<>();
    private volatile String data;
    private volatile boolean canRollingDeploy;

    /** @param environment id */
    DeployedContent(String environment) {
        data = environment;
    }

    /** The id of the environment that the data was copied from; its own id if none was. */
    public String data() {
        return data;
    }

    void data(String of) {
        data = of;
    }

    /** Sets whether staged changes can be deployed while the site is up. */
    public void canRollingDeploy(boolean can) {
        canRollingDeploy = can;
    }

    boolean canRollingDeploy() {
        return canRollingDeploy;
    }

    /** @param service name of an application, or of a worker as {@code app--worker} */
    public void addRuntimeOperation(String service, String name) {
        runtimeOperations
                .computeIfAbsent(service, key -> new CopyOnWriteArrayList<>())
                .add(name);
    }

    List<String> runtimeOperations(String service) {
        return runtimeOperations.getOrDefault(service, List.of());
    }
}
