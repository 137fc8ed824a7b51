/**
 * The SSH agent: {@link io.jenkins.plugins.webpaas.ssh.agent.AgentProtocol} is the protocol,
 * {@link io.jenkins.plugins.webpaas.ssh.agent.SshAgent} the socket. Free of Jenkins, and of all libraries but the JDK.
 */
package io.jenkins.plugins.webpaas.ssh.agent;
