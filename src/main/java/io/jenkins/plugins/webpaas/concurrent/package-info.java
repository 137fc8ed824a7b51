/**
 * Helpers for work in several threads: {@link io.jenkins.plugins.webpaas.concurrent.Backoff} and
 * {@link io.jenkins.plugins.webpaas.concurrent.Jitter} for pauses, {@link io.jenkins.plugins.webpaas.concurrent.FairThreadPool} for
 * tasks of many owners, {@link io.jenkins.plugins.webpaas.concurrent.RepeatedTask} and
 * {@link io.jenkins.plugins.webpaas.concurrent.MessageQueue} for tasks in such a pool. This package must not use any other package of
 * this plugin, or Jenkins.
 */
package io.jenkins.plugins.webpaas.concurrent;
