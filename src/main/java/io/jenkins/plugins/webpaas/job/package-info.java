/**
 * A build and its use of the service: the login, the session, the activities that the build waits for and shows, and the fields of forms.
 *
 * <p>Begin with {@link io.jenkins.plugins.webpaas.job.BuildSession} for sessions, with {@link io.jenkins.plugins.webpaas.job.ActivityWait} for activities,
 * and with {@link io.jenkins.plugins.webpaas.job.AccountForm} for forms. Code here gets its build as a
 * {@link io.jenkins.plugins.webpaas.job.BuildContext}, which is a {@link io.jenkins.plugins.webpaas.job.PipelineBuild} or a
 * {@link io.jenkins.plugins.webpaas.job.FreestyleBuild}. The package must know neither {@code step} nor {@code pipeline} nor {@code freestyle}.
 */
package io.jenkins.plugins.webpaas.job;
