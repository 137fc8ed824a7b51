/**
 * What the OpenSSH clients of a node need in order to use a session: an identity, known hosts, a configuration, and
 * commands that apply it. Runs on the node: free of Jenkins, and of all libraries but the JDK.
 */
package io.jenkins.plugins.webpaas.ssh.client;
