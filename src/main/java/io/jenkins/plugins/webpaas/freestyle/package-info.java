/**
 * The build wrapper and the build steps of freestyle jobs.
 *
 * <p>Begin with {@link io.jenkins.plugins.webpaas.freestyle.WebPaasBuildWrapper} for sessions, and with
 * {@link io.jenkins.plugins.webpaas.freestyle.OperationBuilder} for operations. The classes here hold what users enter, expand build variables, and leave
 * the work to {@code job}. A freestyle build holds a thread while it waits and ends with its controller, so nothing here is resumed. The package must
 * not know {@code pipeline}: a step and its builder share forms in {@code job}, and {@link io.jenkins.plugins.webpaas.job.PipelineStep} finds the step's
 * help.
 */
package io.jenkins.plugins.webpaas.freestyle;
