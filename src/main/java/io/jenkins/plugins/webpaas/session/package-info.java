/**
 * What {@code withWebPaas} opens and closes. {@link io.jenkins.plugins.webpaas.session.Sessions} is the controller's half,
 * {@link io.jenkins.plugins.webpaas.session.NodeSessions} the node's, {@link io.jenkins.plugins.webpaas.session.NodeSide}
 * what lies between them. Free of Jenkins; the node's half also of all libraries but the JDK.
 */
package io.jenkins.plugins.webpaas.session;
