/** The way from the controller to a session's half on a node. */
package io.jenkins.plugins.webpaas.node;
