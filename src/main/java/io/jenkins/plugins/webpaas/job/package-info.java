/**
 * The parts that Pipelines and freestyle builds share: sessions, operations, waits and commands of a build, and the forms of their parameters.
 *
 * <p>Begin with {@link io.jenkins.plugins.webpaas.job.BuildSession} for sessions, with {@link io.jenkins.plugins.webpaas.job.OperationStart} and
 * {@link io.jenkins.plugins.webpaas.job.ActivityWait} for operations, and with {@link io.jenkins.plugins.webpaas.job.AccountForm} for forms. Code here
 * gets its build as a {@link io.jenkins.plugins.webpaas.job.BuildContext}; it must not know whether the build is a Pipeline, and must know neither
 * {@code pipeline} nor {@code freestyle}.
 */
package io.jenkins.plugins.webpaas.job;
