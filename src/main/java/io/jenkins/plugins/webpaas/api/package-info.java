/**
 * The services' remote API as an account sees it: certificates, projects, environments, operations and activities. Begin with
 * {@link io.jenkins.plugins.webpaas.api.WebPaasClient}, of which a controller has one, and
 * {@link io.jenkins.plugins.webpaas.api.WebPaasApi}, which it returns for an API token. The records, such as
 * {@link io.jenkins.plugins.webpaas.api.Environment}, are what the API answers. This package must not know Jenkins, wait for the end of an
 * activity, or start an operation twice.
 */
package io.jenkins.plugins.webpaas.api;
