/**
 * The vendor's CLI as a tool of Jenkins. Begin with {@link WebPaasCli}, the installation, and {@link WebPaasCliInstaller}; builds use
 * {@link CliTool}. The package puts archives in place on nodes, and must not download or verify them: the package {@code cli} does.
 */
package io.jenkins.plugins.webpaas.tool;
