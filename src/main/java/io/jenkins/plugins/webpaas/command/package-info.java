/**
 * Runs a command in an environment's container over SSH, from the controller or a node.
 * {@link io.jenkins.plugins.webpaas.command.Commands} is where to begin. This is the only package that uses an SSH library (sshj). It
 * must not use Jenkins, and must not let a private key leave the JVM that connects.
 */
package io.jenkins.plugins.webpaas.command;
