/**
 * The folder property with the credential and project for the builds of a folder, and the deletion of environments after the jobs of their branches.
 *
 * <p>Begin with {@link io.jenkins.plugins.webpaas.folder.WebPaasFolderProperty}. {@code job.FolderDefaults} finds the properties of the folders around a job.
 * {@link io.jenkins.plugins.webpaas.folder.EnvironmentDeleter} works through the list {@link io.jenkins.plugins.webpaas.folder.EnvironmentDeletions}, to which
 * {@link io.jenkins.plugins.webpaas.folder.BranchDeletionListener} adds. The package must not look up credentials for a build.
 */
package io.jenkins.plugins.webpaas.folder;
