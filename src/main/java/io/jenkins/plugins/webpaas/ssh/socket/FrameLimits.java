package io.jenkins.plugins.webpaas.ssh.socket;

/**
 * Bounds of what the clients of one socket may send.
 *
 * @param longest of a request, in bytes
 * @param memory for the parts of all clients' long requests together, in bytes; a client that needs more is dropped
 */
public record FrameLimits(int longest, int memory) {}
