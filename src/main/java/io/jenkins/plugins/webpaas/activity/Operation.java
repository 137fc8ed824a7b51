package io.jenkins.plugins.webpaas.activity;

import io.jenkins.plugins.webpaas.api.Activity;
import io.jenkins.plugins.webpaas.api.Environment;
import io.jenkins.plugins.webpaas.api.Operations;
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

    /** Makes a backup. */
    final class Backup implements Operation {
        private static final long serialVersionUID = 1;

        private final boolean live;

        /** @param live without a pause of the environment, and perhaps inconsistent */
        public Backup(boolean live) {
            this.live = live;
        }

        @Override
        public String name() {
            return "backup";
        }

        @Override
        public List<Activity> start(Operations operations, Environment environment) throws IOException {
            return operations.backup(environment, live);
        }
    }

    /** Runs a source operation. */
    final class SourceOperation implements Operation {
        private static final long serialVersionUID = 1;

        private final String operation;
        private final Map<String, Map<String, String>> variables;

        /** @param variables prefix, such as {@code env}, to name to value */
        public SourceOperation(String operation, Map<String, Map<String, String>> variables) {
            this.operation = operation;
            this.variables = variables;
        }

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
