/**
 * The sessions that {@code withWebPaas} opens, renews and closes. {@link io.jenkins.plugins.webpaas.session.Sessions}, the controller's
 * half, is where to begin. {@link io.jenkins.plugins.webpaas.session.NodeSessions} is the node's half, and
 * {@link io.jenkins.plugins.webpaas.session.NodeSide} the calls from one to the other. This package must not use Jenkins. The classes of
 * the node's half must not use any library but the JDK, and must not call the controller.
 */
package io.jenkins.plugins.webpaas.session;
