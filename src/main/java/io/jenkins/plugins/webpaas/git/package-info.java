/**
 * Git in a build's workspace: the commands that push a commit to an environment, and what their failures mean.
 *
 * <p>Begin with {@link io.jenkins.plugins.webpaas.git.GitClient}. The package knows neither Jenkins nor the API: a {@code Runner} executes the commands
 * where the workspace is. The package must not trust the output of a command, because a build controls its node.
 */
package io.jenkins.plugins.webpaas.git;
