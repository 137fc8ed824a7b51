package io.jenkins.plugins.webpaas.standin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A user of the service, with API tokens and a role in each project. */
public final class Account {
    /** An API token (protocol, "Who am I"). It never expires; deleting it revokes it. */
    public record ApiToken(String id, String name, String value, Instant created) {}

    /** A demand for stronger authentication (RFC 9470, protocol, "Tokens"). */
    public record StepUp(List<String> amr, int maxAge) {}

    private final Instant created = Instant.now();
    private final String id = UUID.randomUUID().toString();
    private final String username;
    private final String firstName;
    private final String lastName;
    private final List<ApiToken> apiTokens = new CopyOnWriteArrayList<>();
    private final Map<String, Role> roles = new ConcurrentHashMap<>();
    private volatile List<String> amr = List.of("pwd");
    private volatile StepUp stepUp;
    private volatile boolean ssoExpired;

    public Account(String username, String firstName, String lastName) {
        this.username = username;
        this.firstName = firstName;
        this.lastName = lastName;
    }

    public String id() {
        return id;
    }

    Instant created() {
        return created;
    }

    public String username() {
        return username;
    }

    public String email() {
        return username + "@example.com";
    }

    public String firstName() {
        return firstName;
    }

    public String lastName() {
        return lastName;
    }

    public String name() {
        return firstName + " " + lastName;
    }

    public List<ApiToken> apiTokens() {
        return List.copyOf(apiTokens);
    }

    public Account addApiToken(String value) {
        String tokenId = UUID.randomUUID().toString();
        apiTokens.add(new ApiToken(tokenId, "token-" + apiTokens.size(), value, Instant.now()));
        return this;
    }

    /** Revokes the API token with this id. */
    public boolean deleteApiToken(String tokenId) {
        return apiTokens.removeIf(token -> token.id().equals(tokenId));
    }

    public void deleteApiTokens() {
        apiTokens.clear();
    }

    boolean hasApiToken(String value) {
        return apiTokens.stream().anyMatch(token -> token.value().equals(value));
    }

    /** The role in a project; null takes it away. */
    public Account role(String project, Role role) {
        if (role == null) {
            roles.remove(project);
        } else {
            roles.put(project, role);
        }
        return this;
    }

    Optional<Role> role(StandInProject project) {
        return Optional.ofNullable(roles.get(project.id()));
    }

    boolean may(StandInProject project, Role least) {
        return role(project).filter(role -> role.includes(least)).isPresent();
    }

    /** The ways in which the account authenticates: {@code pwd}, {@code mfa}, {@code sso:…}; a claim of access tokens and certificates. */
    public void amr(List<String> methods) {
        amr = List.copyOf(methods);
    }

    List<String> amr() {
        return amr;
    }

    /** Answers every call, and SSH, with a demand for stronger authentication; null ends that. */
    public void stepUp(StepUp demand) {
        stepUp = demand;
    }

    Optional<StepUp> stepUp() {
        return Optional.ofNullable(stepUp);
    }

    /** Refuses the token exchange because the account's SSO session has expired. */
    public void ssoExpired(boolean expired) {
        ssoExpired = expired;
    }

    boolean ssoExpired() {
        return ssoExpired;
    }
}
