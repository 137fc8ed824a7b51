/**
 * HTTP calls to a service, one at a time. Begin with {@link io.jenkins.plugins.webpaas.api.http.HttpTransport}, which sends an
 * {@link io.jenkins.plugins.webpaas.api.http.ApiCall}. {@link io.jenkins.plugins.webpaas.api.http.ResponseReader} reads the answer,
 * {@link io.jenkins.plugins.webpaas.api.http.Retries} repeats the call, and
 * {@link io.jenkins.plugins.webpaas.api.http.WebPaasException} tells a user what went wrong. This package must not know Jenkins, and it
 * must not obtain tokens: a call brings its own.
 */
package io.jenkins.plugins.webpaas.api.http;
