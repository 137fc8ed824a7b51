/** What the plugin costs, measured beside what it replaces: {@link io.jenkins.plugins.webpaas.benchmark.Benchmarks}. */
package io.jenkins.plugins.webpaas.benchmark;
