/**
 * The SSH agent, which signs logins to a service's hosts with a session's key. Begin with {@link SshAgent}; {@link AgentProtocol}
 * decides which requests get an answer. The package must not give a private key away, sign anything but a login, or use Jenkins or any
 * library.
 */
package io.jenkins.plugins.webpaas.ssh.agent;
