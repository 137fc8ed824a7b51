/**
 * The files and variables with which the OpenSSH clients of a node use a session: an identity, known hosts, a configuration, and
 * commands that apply it. Begin with {@link SshIdentity} and {@link SshCommands}. The package runs on the node alone. It
 * must not use Jenkins or any library, nor contact the service.
 */
package io.jenkins.plugins.webpaas.ssh.client;
