/**
 * Waits for activities: reads their states and logs until they end, for all builds of a controller, without a thread for each.
 * {@link io.jenkins.plugins.webpaas.activity.Poller} is where to begin; a caller gives it a
 * {@link io.jenkins.plugins.webpaas.activity.WaitState} and a {@link io.jenkins.plugins.webpaas.activity.WaitListener}. This package
 * starts and cancels no activity, keeps nothing on disk, and must not use Jenkins.
 */
package io.jenkins.plugins.webpaas.activity;
