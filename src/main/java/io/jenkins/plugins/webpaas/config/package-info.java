/**
 * The global configuration of the plugin, and the objects that all builds share. Begin with {@link WebPaasConfiguration}, which has the
 * services, and {@link WebPaasRuntime}, which connects the core to Jenkins. The package must not know builds, jobs or credentials.
 */
package io.jenkins.plugins.webpaas.config;
