/**
 * API tokens and the access tokens that they are exchanged for. Begin with
 * {@link io.jenkins.plugins.webpaas.api.auth.AuthorizedCalls}, which sends a call with an access token from
 * {@link io.jenkins.plugins.webpaas.api.auth.AccessTokenCache}. This package must not know Jenkins, show a token in a log or an exception, or
 * revoke an access token.
 */
package io.jenkins.plugins.webpaas.api.auth;
