/** What the sessions of a build have in common, whether it is a Pipeline or a freestyle job. */
package io.jenkins.plugins.webpaas.job;
