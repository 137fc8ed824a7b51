package io.jenkins.plugins.webpaas.git;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The options of a push. Its methods add options, which the service's git host understands (protocol, "environment:push"). */
public final class PushOptions implements Serializable {
    private static final long serialVersionUID = 1;

    public static final List<String> STRATEGIES = List.of("rolling", "stopstart");

    private final boolean isForced;
    private final LinkedHashMap<String, String> options = new LinkedHashMap<>();

    /** @param isForced whether the push may drop commits that the environment has */
    public PushOptions(boolean isForced) {
        this.isForced = isForced;
    }

    /** Makes the environment active. */
    public PushOptions activate() {
        return with("environment.status", "active");
    }

    /** @param parent of an environment that the push creates; null for the service's choice */
    public PushOptions withParent(String parent) {
        return with("environment.parent", parent);
    }

    /** @param type of an environment that the push creates, such as {@code development}; null for the service's choice */
    public PushOptions withType(String type) {
        return with("environment.type", type);
    }

    /** @param title of the environment; null to leave the title */
    public PushOptions withTitle(String title) {
        return with("environment.title", title);
    }

    /** Lets an environment that the push creates begin without the data of its parent. */
    public PushOptions leaveOutParentData() {
        return with("environment.clone_parent_on_create", "false");
    }

    /**
     * @param strategy {@code rolling} or {@code stopstart}; null for the service's choice
     * @throws InvalidFieldException for another one
     */
    public PushOptions withStrategy(String strategy) {
        if (strategy != null && !STRATEGIES.contains(strategy)) {
            throw new InvalidFieldException("strategy", "strategy.invalid", strategy);
        }
        return with("deploy.strategy", strategy);
    }

    private PushOptions with(String name, String value) {
        if (value != null) {
            options.put(name, value);
        }
        return this;
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (isForced) {
            arguments.add("--force");
        }
        options.forEach((name, value) -> arguments.add("--push-option=" + name + "=" + value));
        return arguments;
    }
}
