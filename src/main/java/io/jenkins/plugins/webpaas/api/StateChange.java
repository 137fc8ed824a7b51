package io.jenkins.plugins.webpaas.api;

/** An operation after which the environment may have other addresses. */
public sealed interface StateChange extends Operation
        permits Activation, Deactivation, Deletion, Pause, Redeployment, Resumption, StagedDeployment {

    @Override
    default boolean changesAddresses() {
        return true;
    }
}
