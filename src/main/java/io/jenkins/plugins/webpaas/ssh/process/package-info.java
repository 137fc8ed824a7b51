/**
 * The SSH agent of a node as a process of its own, which outlives the node's JVM: {@link io.jenkins.plugins.webpaas.ssh.process.SshAgentProcess}
 * is its main class, {@link io.jenkins.plugins.webpaas.ssh.process.ServedSessions} what the process has in memory, and
 * {@link io.jenkins.plugins.webpaas.ssh.process.SshAgentClient} how the node's JVM reaches the process. Free of Jenkins, and of all
 * libraries but the JDK.
 */
package io.jenkins.plugins.webpaas.ssh.process;
