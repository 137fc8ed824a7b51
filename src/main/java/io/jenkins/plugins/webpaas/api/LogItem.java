package io.jenkins.plugins.webpaas.api;

/**
 * A piece of an activity's log.
 *
 * @param id recognises the item when it is sent again; never null
 * @param message text with its own line ends, perhaps with colours; never null
 */
public record LogItem(String id, String message) {}
