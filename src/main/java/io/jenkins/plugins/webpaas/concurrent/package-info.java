/**
 * Small helpers for work in several threads: pauses that grow, moments that are spread, threads that are shared fairly, and messages
 * that are passed on in order. This package knows nothing of the other packages, nor of Jenkins.
 */
package io.jenkins.plugins.webpaas.concurrent;
