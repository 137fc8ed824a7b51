/**
 * The Jenkins credential for an API token. Begin with {@link WebPaasApiToken}, the credential, and {@link ApiTokens}, which finds one
 * for a build or form; {@link TokenHistory} and {@link OldTokensMonitor} watch the age of tokens. The package must not log or show a
 * token, nor send a token to a service that is not configured.
 */
package io.jenkins.plugins.webpaas.credentials;
