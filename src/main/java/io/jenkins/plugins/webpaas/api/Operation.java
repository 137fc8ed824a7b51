package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** An operation on an environment, with its parameters. */
public sealed interface Operation extends Serializable {

    /** Returns the name for users, which completes "Jenkins does a …". */
    String name();

    /**
     * Starts the operation, once.
     *
     * @return its activities; none if the service was done at once
     * @throws IOException with a message for users
     */
    List<Activity> start(Operations operations, Environment environment) throws IOException;

    /** Makes a backup. */
    final class Backup implements Operation {
        private static final long serialVersionUID = 1;

        private final boolean live;

        /** @param live whether the environment keeps running, which may make the backup inconsistent */
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

        /** Starts the operation if the environment has one of this name (protocol, "Source operations"). */
        @Override
        public List<Activity> start(Operations operations, Environment environment) throws IOException {
            List<String> offered = operations.sourceOperations(environment);
            if (!offered.contains(operation)) {
                throw new IOException("operation: environment '" + environment.id() + "' has no source operation '"
                        + operation + "'. "
                        + (offered.isEmpty() ? "It has none" : "It has " + String.join(", ", offered)));
            }
            return operations.run(environment, operation, variables);
        }
    }
}
