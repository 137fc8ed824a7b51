/** The Pipeline steps. */
package io.jenkins.plugins.webpaas.pipeline;
