package io.jenkins.plugins.webpaas.session;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An open session as the controller keeps it: where it is and what the build gets of it. Nothing of it is secret, and all
 * of it may be saved.
 */
public final class Session implements Serializable {
    private static final long serialVersionUID = 1;

    /** Variables that a user may have set for ends of their own, and that are then left alone. */
    private static final List<String> SHARED = List.of("GIT_SSH_COMMAND", "RSYNC_RSH");

    private final String id;
    private final String publicKey;
    private final LinkedHashMap<String, String> environment;
    private final ArrayList<String> notes;
    private final Instant renewAt;

    Session(String id, String publicKey, Map<String, String> environment, List<String> notes, Instant renewAt) {
        this.id = id;
        this.publicKey = publicKey;
        this.environment = new LinkedHashMap<>(environment);
        this.notes = new ArrayList<>(notes);
        this.renewAt = renewAt;
    }

    /** The name by which its node knows it. */
    public String id() {
        return id;
    }

    /** Line of {@code authorized_keys} of its key; null without SSH. */
    String publicKey() {
        return publicKey;
    }

    Session renewedUntil(Instant nextRenewal) {
        return new Session(id, publicKey, environment, List.of(), nextRenewal);
    }

    /** When its certificate should be renewed; null without SSH. */
    public Instant renewAt() {
        return renewAt;
    }

    /** What the build log should say of it, a sentence each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * Variables for the build, without the API token. {@code PATH+…} is Jenkins' way to say "in front of the PATH".
     *
     * @param outer the variables around the block: what a user has set there for SSH clients stays
     */
    public Map<String, String> environment(Map<String, String> outer) {
        Map<String, String> variables = new LinkedHashMap<>(environment);
        variables.keySet().removeIf(name -> isUsersOwn(name, outer));
        return variables;
    }

    /** What the build log should say of variables that were left alone, a sentence each. */
    public List<String> conflicts(Map<String, String> outer) {
        return environment.keySet().stream()
                .filter(name -> isUsersOwn(name, outer))
                .map(name -> name + " was set before the block and stays as it is. For the session's known hosts and"
                        + " identity, add -F \"$WEBPAAS_SSH_CONFIG\" to the ssh command in it.")
                .toList();
    }

    private static boolean isUsersOwn(String name, Map<String, String> outer) {
        String value = outer.get(name);
        String outerSession = outer.get("WEBPAAS_SSH_CONFIG");
        return SHARED.contains(name)
                && value != null
                && !value.isEmpty()
                && (outerSession == null || !value.contains(outerSession));
    }
}
