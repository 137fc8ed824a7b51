/**
 * The vendors' installations: their addresses, SSH hosts, host keys, and the names of their CLIs. Begin with
 * {@link io.jenkins.plugins.webpaas.service.Service}, a value that checks itself: a wrong field throws an
 * {@link io.jenkins.plugins.webpaas.service.InvalidFieldException}. This package must need no more than the JDK, because a session takes it
 * to a node. It must open no connection.
 */
package io.jenkins.plugins.webpaas.service;
