/**
 * API tokens and the access tokens that they are exchanged for. Begin with
 * {@link io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls}, which sends a call with an access token of
 * {@link io.jenkins.plugins.webpaas.api.auth.AccessTokenCache}. This package does not know Jenkins; API tokens reach no log and no exception.
 */
package io.jenkins.plugins.webpaas.api.auth;
