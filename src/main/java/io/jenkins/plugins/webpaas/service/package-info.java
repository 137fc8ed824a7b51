/** The vendor's installations: where they are, what they are called, whom they trust. Free of Jenkins. */
package io.jenkins.plugins.webpaas.service;
