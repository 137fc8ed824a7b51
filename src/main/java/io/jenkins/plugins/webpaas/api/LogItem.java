package io.jenkins.plugins.webpaas.api;

/**
 * A piece of an activity's log.
 *
 * @param id by which it is known when it is sent again; never null
 * @param message with its own line ends, perhaps with colours; never null
 */
public record LogItem(String id, String message) {}
