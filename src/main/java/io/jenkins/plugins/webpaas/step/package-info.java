/**
 * The steps that act on an environment: back up, run a source operation, run a command, wait.
 *
 * <p>Begin with {@link io.jenkins.plugins.webpaas.step.OperationStep}. A class {@code …Step} has the parameters, with the form and the help beside it. A
 * Pipeline calls {@code start}, whose {@code …Execution} works in background threads and is resumed after a restart. A freestyle build calls {@code run},
 * which works in the build's thread. The package must not wait on the Pipeline's thread, save connections or secrets in clear text, or know
 * {@code pipeline} or {@code freestyle}.
 *
 * <p>A parameter that is missing or invalid causes an {@link IllegalArgumentException}, whose message begins with the name of the parameter. Before the step
 * starts, this becomes the failure that users see.
 */
package io.jenkins.plugins.webpaas.step;
