package io.jenkins.plugins.webpaas.standin;

/** An operation that an application's configuration defines (protocol section 6). */
public record SourceOperation(String app, String operation, String command) {}
