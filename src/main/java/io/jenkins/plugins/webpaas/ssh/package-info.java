/** Keys, certificates, host keys and client configuration of OpenSSH. Free of Jenkins, and of all libraries but the JDK. */
package io.jenkins.plugins.webpaas.ssh;
