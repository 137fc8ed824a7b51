/**
 * The Pipeline steps and their executions.
 *
 * <p>Begin with {@link io.jenkins.plugins.webpaas.pipeline.WithWebPaasStep} for sessions, and with
 * {@link io.jenkins.plugins.webpaas.pipeline.OperationStep} for operations. A class {@code …Step} holds the parameters, and its {@code start} checks
 * them. A class {@code …Execution} does the work in background threads. Everything that an execution needs after a restart is in its saved fields. The
 * package must not wait on the Pipeline's thread, save connections or secrets in clear text, or know {@code freestyle}.
 */
package io.jenkins.plugins.webpaas.pipeline;
