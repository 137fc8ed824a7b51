package io.jenkins.plugins.webpaas.api.http;

/** Why a service did not do what was asked; each wants another remedy (protocol sections 2 and 8). */
public enum Problem {
    /** The API token was revoked, is mistyped, or belongs to another service. */
    REFUSED_TOKEN,
    /** The single sign-on session of the API token's user has ended. */
    SSO_SESSION_EXPIRED,
    /** Multi-factor authentication, or otherwise a stronger login, is demanded. */
    MFA_REQUIRED,
    /** Single sign-on is demanded. */
    SSO_REQUIRED,
    /** The OAuth client id, or the whole token request, is not what the service expects. */
    CLIENT_REFUSED,
    /** The API does not take the access token that the authorization server has just issued. */
    ACCESS_TOKEN_REFUSED,
    /** The same, while this machine's clock differs from the service's. */
    CLOCK_SKEW,
    /** The account lacks the permission. */
    FORBIDDEN,
    /** There is no such thing, or the account may not see it. */
    NOT_FOUND,
    /** What was asked for cannot exist; it was not sent. */
    INVALID,
    /** Any other 4xx. */
    REFUSED,
    /** Too many requests. */
    RATE_LIMITED,
    /** A failure on the service's side. */
    SERVER_ERROR,
    /** No connection, or half an answer. */
    UNREACHABLE,
    /** The request was sent, and no answer came in time: the service may be at it still. */
    NO_ANSWER,
    /** The proxy demands a login or refuses the connection. */
    PROXY,
    /** No TLS connection that can be trusted. */
    TLS,
    /** Something answered that is not the API: a redirect, an HTML page, or other JSON than the API's. */
    NOT_THE_API,
    /** It may have been done or not: the answer was lost, and what it left cannot be told. */
    UNKNOWN_OUTCOME
}
