package io.jenkins.plugins.webpaas.standin;

/** An operation that an application's configuration defines (protocol, "Source operations"). */
public record SourceOperation(String app, String operation, String command) {}
