/**
 * OpenSSH's keys and certificates, as the controller and the nodes both use them. Begin with {@link Certificate}, which reads the
 * certifier's answer. The packages below have the SSH agent and the configuration of SSH clients. Nodes load these packages, so they must
 * not use Jenkins or any library.
 */
package io.jenkins.plugins.webpaas.ssh;
