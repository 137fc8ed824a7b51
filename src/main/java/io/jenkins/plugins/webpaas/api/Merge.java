package io.jenkins.plugins.webpaas.api;

import java.io.IOException;

/** Merges the code of an environment into its parent, which is then deployed (protocol, "Branches"). */
public final class Merge implements Operation {
    private static final long serialVersionUID = 1;

    private static final String ADVICE =
            "its code must not come from an integration with a git host, and the machine user"
                    + " needs the role Admin for its type and for the type of its parent";

    @Override
    public String name() {
        return "merge";
    }

    @Override
    public OperationRequest request(Operations operations, Environment environment) throws IOException {
        environment.checkParent("merge into");
        return OperationRequest.of(name(), "merge").withAdvice(ADVICE).concerning(environment.parent());
    }
}
