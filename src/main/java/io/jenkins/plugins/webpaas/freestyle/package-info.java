/**
 * The two parts of the plugin in a freestyle job: the job's login, and the build step.
 *
 * <p>Begin with {@link io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper} for the login, which is a session for the length of the build, and with
 * {@link io.jenkins.plugins.webpaas.freestyle.WebPaasBuilder} for the build step, which runs a step of package {@code step}. A freestyle build holds a
 * thread while it waits and ends with its controller, so nothing here is resumed. The package must not know {@code pipeline}, and must have no operation of
 * its own.
 */
package io.jenkins.plugins.webpaas.freestyle;
