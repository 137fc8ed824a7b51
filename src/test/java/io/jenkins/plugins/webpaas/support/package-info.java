/** Real programs for tests: OpenSSH's clients, its sshd, its certificate authority. */
package io.jenkins.plugins.webpaas.support;
