/**
 * One HTTP call to a service. Begin with {@link io.jenkins.plugins.webpaas.api.http.HttpTransport}, which sends a call;
 * {@link io.jenkins.plugins.webpaas.api.http.Retries} repeats the call, {@link io.jenkins.plugins.webpaas.api.http.ResponseReader} reads
 * the answer, and {@link io.jenkins.plugins.webpaas.api.http.WebPaasException} tells a user what went wrong. This package knows neither tokens
 * nor Jenkins.
 */
package io.jenkins.plugins.webpaas.api.http;
