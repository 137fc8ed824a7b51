/**
 * Private Unix sockets that answer requests. Begin with {@link SocketServer}, which serves the clients of a {@link PrivateSocket} with
 * the threads of a {@link WorkerPool}; {@link SocketClient} is the other end. The package knows lengths of requests, but not their
 * content, and must not use Jenkins or any library.
 */
package io.jenkins.plugins.webpaas.ssh.socket;
