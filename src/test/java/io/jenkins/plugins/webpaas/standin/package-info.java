/**
 * A Web PaaS in this JVM: HTTP API, authentication, certifier, SSH and git, with state, over real sockets.
 *
 * <p>It follows {@code webpaas-protocol.md}, to whose sections the comments here refer, and uses no class of the plugin, so
 * that an error made on both sides cannot hide.
 */
package io.jenkins.plugins.webpaas.standin;
