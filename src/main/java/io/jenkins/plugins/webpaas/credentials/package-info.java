/** The Jenkins credential that stores an API token. */
package io.jenkins.plugins.webpaas.credentials;
