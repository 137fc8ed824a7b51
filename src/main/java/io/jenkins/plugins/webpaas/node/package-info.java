/**
 * Calls from the controller to its nodes over Jenkins' channels. Begin with {@link SessionLocation}, which connects to a node and
 * returns the {@code NodeSide} of its sessions; {@link RemoteCommands} runs commands there. The package must not let a node call the
 * controller, nor decide anything about sessions.
 */
package io.jenkins.plugins.webpaas.node;
