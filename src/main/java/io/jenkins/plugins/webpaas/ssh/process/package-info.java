/**
 * The SSH agent as a process of its own, which continues after the end of the node's JVM. Begin with {@link SshAgentProcess}, the main
 * class; {@link ServedSessions} answers the requests of {@link SshAgentClient} in the node's JVM. The package must not give a private
 * key away, keep anything of the process in files, or use Jenkins or any library.
 */
package io.jenkins.plugins.webpaas.ssh.process;
