/** Runs a command in an environment's container. The only package that knows sshj. */
package io.jenkins.plugins.webpaas.command;
