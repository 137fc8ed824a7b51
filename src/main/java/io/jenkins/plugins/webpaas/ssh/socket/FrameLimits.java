package io.jenkins.plugins.webpaas.ssh.socket;

/**
 * The limits for requests of the clients of one socket.
 *
 * @param longest the longest request, in bytes
 * @param memory memory for the long requests of all clients together, in bytes; a client that needs more is dropped
 */
public record FrameLimits(int longest, int memory) {}
