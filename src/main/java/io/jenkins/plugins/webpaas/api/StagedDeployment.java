package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Deploys the staged changes of an environment (protocol, "Staged changes"). */
public final class StagedDeployment implements StateChange {
    private static final long serialVersionUID = 1;

    private static final String ROLLING = "rolling";

    /** The strategies, of which the first is the default. */
    public static final List<String> STRATEGIES = List.of("stopstart", ROLLING);

    private static final String ADVICE = "its type of deployment must be manual, and " + OperationRequest.ADMIN;

    private final String strategy;

    /**
     * @param strategy {@code stopstart}, which is the default for null, or {@code rolling}, which keeps the site up
     * @throws IllegalArgumentException naming the parameter, if there is no such strategy
     */
    public StagedDeployment(String strategy) {
        this.strategy = strategy == null ? STRATEGIES.get(0) : strategy;
        if (!STRATEGIES.contains(this.strategy)) {
            throw new IllegalArgumentException(
                    "strategy: '" + strategy + "' is none of " + String.join(", ", STRATEGIES));
        }
    }

    @Override
    public String name() {
        return "deployment of the staged changes";
    }

    /** Tells whether nothing is staged. An activity that is pending or running may stage changes yet. */
    @Override
    public boolean isDone(Environment environment) {
        return environment != null && !environment.hasStagedActivities() && !environment.isDirty();
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) throws IOException {
        if (strategy.equals(ROLLING) && !environment.canRollingDeploy()) {
            throw new IOException("strategy: environment '" + environment.id()
                    + "' cannot be deployed while the site is up, and nothing was started. Use stopstart");
        }
        return OperationRequest.of("deployment", "deploy")
                .withAim("deploy the staged changes of")
                .with(Map.of("strategy", strategy))
                .withAdvice(ADVICE);
    }
}
