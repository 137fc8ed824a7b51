package io.jenkins.plugins.webpaas.api;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** An operation on an environment, with its parameters. Jenkins saves it, so a class that implements it is final, and no record. */
public sealed interface Operation extends Serializable
        permits Operation.Backup,
                Operation.SourceOperation,
                Branch,
                Merge,
                Restoration,
                RuntimeOperation,
                StateChange,
                Synchronization {

    /** Returns the name for users, which completes "Jenkins does a …". */
    String name();

    /** Returns the name under which the environment offers the operation; null if the operation has none. */
    default String offeredName() {
        return null;
    }

    /** Returns the operations of which this one consists. Each begins after the one before has ended. */
    default List<Operation> parts() {
        return List.of(this);
    }

    /** Tells whether an environment, which is null if there is none of the name, is already as the operation leaves it. */
    default boolean isDone(Environment environment) {
        return false;
    }

    /** Tells whether the environment may have other addresses after the operation. */
    default boolean changesAddresses() {
        return false;
    }

    /** @throws IOException with a message for users, if the operation cannot be started there */
    OperationRequest request(Operations operations, Environment environment) throws IOException;

    /**
     * Starts the operation, once, even if the network loses the answer.
     *
     * @return its activities; none if there is nothing to do, or the service was done at once
     * @throws IOException with a message for users
     */
    default List<Activity> start(Operations operations, Environment environment) throws IOException {
        return operations.start(this, environment, request(operations, environment));
    }

    /** Makes a backup (protocol, "Backups"). */
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
        public OperationRequest request(Operations operations, Environment environment) {
            return OperationRequest.of(name(), "backup").withAim("back up").with(Map.of("safe", !live));
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

        @Override
        public String offeredName() {
            return operation;
        }

        /** @throws IOException also if the environment has no operation of this name (protocol, "Source operations") */
        @Override
        public OperationRequest request(Operations operations, Environment environment) throws IOException {
            List<String> offered = operations.sourceOperations(environment);
            if (!offered.contains(operation)) {
                throw new IOException("operation: environment '" + environment.id() + "' has no source operation '"
                        + operation + "'. "
                        + (offered.isEmpty() ? "It has none" : "It has " + String.join(", ", offered)));
            }
            return OperationRequest.of("source operation", "source-operation")
                    .withAim("run the source operation '" + operation + "' on")
                    .withAdvice(Operations.SOURCE_OPERATIONS_ADVICE)
                    .with(Map.of("operation", operation, "variables", variables));
        }
    }
}
