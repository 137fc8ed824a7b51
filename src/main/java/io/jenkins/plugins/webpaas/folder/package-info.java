/**
 * The folder property with the credential and project for the builds of a folder.
 *
 * <p>Begin with {@link io.jenkins.plugins.webpaas.folder.WebPaasFolderProperty}. {@code job.FolderDefaults} finds the properties of the folders around a job.
 * The package must not look up credentials for a build.
 */
package io.jenkins.plugins.webpaas.folder;
