/**
 * Private Unix sockets that answer requests: {@link io.jenkins.plugins.webpaas.ssh.socket.PrivateSocket} is the file,
 * {@link io.jenkins.plugins.webpaas.ssh.socket.SocketServer} has the clients of a socket,
 * {@link io.jenkins.plugins.webpaas.ssh.socket.WorkerPool} the threads of any number of sockets, and
 * {@link io.jenkins.plugins.webpaas.ssh.socket.FrameClient} asks from the other end. Free of Jenkins, and of all libraries but the JDK.
 */
package io.jenkins.plugins.webpaas.ssh.socket;
