package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.client.Activity;
import io.jenkins.plugins.webpaas.client.Environment;
import io.jenkins.plugins.webpaas.client.Operations;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** Something that can be done to an environment. */
public sealed interface Operation extends Serializable {

    /** What it does, for people: completes "Jenkins does a …". */
    String name();

    /**
     * Starts it, once.
     *
     * @return its activities; none if it is done already
     * @throws IOException with a message for the user
     */
    List<Activity> start(Operations operations, Environment environment) throws IOException;

    /** @param live without a pause of the environment, and perhaps inconsistent */
    record Backup(boolean live) implements Operation {
        @Override
        public String name() {
            return "backup";
        }

        @Override
        public List<Activity> start(Operations operations, Environment environment) throws IOException {
            return operations.backup(environment, live);
        }
    }

    /** @param variables prefix, such as {@code env}, to name to value */
    record SourceOperation(String operation, Map<String, Map<String, String>> variables) implements Operation {
        @Override
        public String name() {
            return "source operation '" + operation + "'";
        }

        /** A name that the environment does not offer never reaches the service (protocol section 6). */
        @Override
        public List<Activity> start(Operations operations, Environment environment) throws IOException {
            List<String> offered = operations.sourceOperations(environment);
            if (!offered.contains(operation)) {
                throw new UnknownOperationException("operation: environment '" + environment.id()
                        + "' has no source operation '" + operation + "'. "
                        + (offered.isEmpty() ? "It has none" : "It has " + String.join(", ", offered)));
            }
            return operations.run(environment, operation, variables);
        }
    }
}
