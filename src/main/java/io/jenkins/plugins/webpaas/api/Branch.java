package io.jenkins.plugins.webpaas.api;

import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a new active environment from an environment, which becomes its parent (protocol, "Branches"). */
public final class Branch implements Operation {
    private static final long serialVersionUID = 1;

    public static final List<String> TYPES = List.of("development", "staging");
    private static final String ADVICE =
            "no integration with a git host may manage the project's branches, and " + OperationRequest.ADMIN;

    private final String branch;
    private final String title;
    private final String type;
    private final boolean cloneParent;

    /**
     * @param branch name of the new environment and its git branch
     * @param title of the new environment; null for its name
     * @param type of the new environment; null for the service's default
     * @param cloneParent whether the new environment gets the parent's data
     * @throws IllegalArgumentException naming the parameter that is missing or invalid
     */
    public Branch(String branch, String title, String type, boolean cloneParent) {
        if (branch == null) {
            throw new InvalidFieldException("name", "name.ofBranch");
        }
        if (type != null && !TYPES.contains(type)) {
            throw new IllegalArgumentException("type: '" + type + "' is none of " + String.join(", ", TYPES));
        }
        this.branch = branch;
        this.title = title;
        this.type = type;
        this.cloneParent = cloneParent;
    }

    @Override
    public String name() {
        return "branch '" + branch + "'";
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) throws IOException {
        if (operations.api().findEnvironment(environment.project(), branch).isPresent()) {
            throw new IOException(
                    "name: environment '" + branch
                            + "' exists already, and nothing was started. Choose another name, or delete that environment before");
        }
        Map<String, Object> fields = new HashMap<>(
                Map.of("name", branch, "title", title == null ? branch : title, "clone_parent", cloneParent));
        if (type != null) {
            fields.put("type", type);
        }
        return OperationRequest.of("branch", "branch")
                .withAim("make the branch '" + branch + "' of")
                .with(fields)
                .withAdvice(ADVICE)
                .concerning(branch);
    }
}
