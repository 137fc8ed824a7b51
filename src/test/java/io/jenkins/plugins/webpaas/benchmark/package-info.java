/** The costs of the plugin, measured beside what the plugin replaces. Begin with {@link io.jenkins.plugins.webpaas.benchmark.Benchmarks}. */
package io.jenkins.plugins.webpaas.benchmark;
