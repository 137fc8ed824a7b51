package io.jenkins.plugins.webpaas.api.http;

/** The kind of a failure, by which callers and users choose a remedy (protocol, "Tokens" and "Errors, limits, transport"). */
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
    /** The API refuses an access token that was just issued. */
    ACCESS_TOKEN_REFUSED,
    /** The API refuses an access token that was just issued, and this machine's clock differs from the service's. */
    CLOCK_SKEW,
    /** The account lacks the permission. */
    FORBIDDEN,
    /** The resource does not exist or is being deleted, or the account may not see it. */
    NOT_FOUND,
    /** An identifier is malformed; no request was sent. */
    INVALID,
    /** The service refuses with any other 4xx. */
    REFUSED,
    /** The account sends too many requests. */
    RATE_LIMITED,
    /** The service itself failed. */
    SERVER_ERROR,
    /** There is no connection, or it broke off. */
    UNREACHABLE,
    /** The request was sent, and no answer came in time. The service may still be processing the request. */
    NO_ANSWER,
    /** The proxy demands a login or refuses the connection. */
    PROXY,
    /** The TLS connection cannot be trusted. */
    TLS,
    /** The answer is not the API's: a redirect, an HTML page, or other JSON. */
    NOT_THE_API,
    /** The answer to an operation was lost, and the activities do not show, or were not asked, whether the operation was started. */
    UNKNOWN_OUTCOME
}
