/** The services' HTTP APIs: access tokens, certificates, projects and environments. Free of Jenkins. */
package io.jenkins.plugins.webpaas.api;
