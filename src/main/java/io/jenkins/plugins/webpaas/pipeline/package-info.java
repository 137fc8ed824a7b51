/**
 * The block {@code withWebPaas}: its sessions on the nodes that the block enters, and the variables that its body sees.
 *
 * <p>Begin with {@link io.jenkins.plugins.webpaas.pipeline.WithWebPaasStep}, whose {@code start} checks the parameters. The execution does the work in
 * background threads. Everything that the execution needs after a restart is in its saved fields. The package must not wait on the Pipeline's thread, save
 * connections or secrets in clear text, or know {@code freestyle}.
 */
package io.jenkins.plugins.webpaas.pipeline;
