package io.jenkins.plugins.webpaas.client;

/**
 * Whom an API token belongs to (protocol section 2, "Who am I").
 *
 * @param id as in certificates' key ids; never null
 * @param username may be null
 * @param email may be null
 */
public record User(String id, String username, String email) {}
