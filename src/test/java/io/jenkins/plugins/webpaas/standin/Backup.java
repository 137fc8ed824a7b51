package io.jenkins.plugins.webpaas.standin;

import java.time.Instant;

/** A backup of an environment (protocol, "Backups"). */
public record Backup(String id, String environment, boolean safe, String commit, Instant created) {}
