package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.service.Service;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An open session as the controller keeps and saves it: its directory on the node, and the build's variables. Has no secret. */
public final class Session implements Serializable {
    private static final long serialVersionUID = 1;

    /** The variables that a user may have set before the session. Their values stay. */
    private static final List<String> USER_VARIABLES = List.of("GIT_SSH_COMMAND", "GIT_SSH", "RSYNC_RSH");

    private final String id;
    private final String directory;
    private final SshMode ssh;
    private final String publicKey;
    private final LinkedHashMap<String, String> environment;
    private final ArrayList<String> notes;
    private final ActivityBookmark bookmark;
    private final Instant validUntil;
    private final Instant renewAt;

    /** Makes a session without a certificate, with the variables of its directory. */
    Session(String id, CheckedNodeAnswer answer, Map<String, String> environment) {
        this(
                id,
                answer.directory().toString(),
                answer.ssh(),
                answer.publicKey(),
                new LinkedHashMap<>(environment),
                new ArrayList<>(answer.notes()),
                null,
                null,
                null);
    }

    private Session(
            String id,
            String directory,
            SshMode ssh,
            String publicKey,
            LinkedHashMap<String, String> environment,
            ArrayList<String> notes,
            ActivityBookmark bookmark,
            Instant validUntil,
            Instant renewAt) {
        this.id = id;
        this.directory = directory;
        this.ssh = ssh;
        this.publicKey = publicKey;
        this.environment = environment;
        this.notes = notes;
        this.bookmark = bookmark;
        this.validUntil = validUntil;
        this.renewAt = renewAt;
    }

    public String id() {
        return id;
    }

    public String directory() {
        return directory;
    }

    public SshMode ssh() {
        return ssh;
    }

    /** Returns the public key as a line of {@code authorized_keys}; null without SSH. */
    String publicKey() {
        return publicKey;
    }

    Session withKey(String key) {
        return new Session(id, directory, ssh, key, environment, notes, bookmark, validUntil, renewAt);
    }

    Session certified(Instant end, Instant nextRenewal) {
        return new Session(id, directory, ssh, publicKey, environment, notes, bookmark, end, nextRenewal);
    }

    Session withTarget(ResolvedTarget target, Service service) {
        LinkedHashMap<String, String> variables = new LinkedHashMap<>(environment);
        variables.putAll(target.variables());
        ArrayList<String> sentences = new ArrayList<>();
        sentences.add(target.loggedInTo(service)
                + (validUntil == null ? ", without SSH" : " with an SSH certificate until " + validUntil));
        sentences.addAll(notes);
        sentences.addAll(target.notes());
        return new Session(id, directory, ssh, publicKey, variables, sentences, target.bookmark(), validUntil, renewAt);
    }

    /** Returns the bookmark of the environment's activities; null without an environment, or if they could not be read. */
    public ActivityBookmark bookmark() {
        return bookmark;
    }

    /** Tells whether the session's target has an environment that exists. */
    public boolean hasEnvironment() {
        return environment.containsKey(SessionVariables.BRANCH);
    }

    /** Returns the end of the certificate; null without SSH. */
    Instant validUntil() {
        return validUntil;
    }

    /** Returns the time to renew the certificate; null without SSH. */
    public Instant renewAt() {
        return renewAt;
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * Returns the variables that the session adds for the build, without the API token. Jenkins puts the value of {@code PATH+NAME} in
     * front of {@code PATH}. Leaves a user's variables for SSH clients alone, and adds nothing if the session's variables are there,
     * since a user may have changed some.
     *
     * @param outer the variables before, without those of other sessions ({@link #removeFrom})
     */
    public Map<String, String> environment(Map<String, String> outer) {
        Map<String, String> variables = new LinkedHashMap<>(environment);
        if (isIn(outer)) {
            variables.clear();
        }
        variables.keySet().removeIf(name -> isSetByUser(name, outer));
        if (variables.containsKey(SessionVariables.SOCKET)) {
            outerSocket(outer).ifPresent(socket -> variables.put(SessionVariables.OUTER_SOCKET, socket));
        }
        return variables;
    }

    /** Returns sentences for the build log about variables that were set before the session. */
    public List<String> conflicts(Map<String, String> outer) {
        List<String> sentences = new ArrayList<>();
        USER_VARIABLES.stream()
                .filter(name -> environment.containsKey(SessionVariables.SSH_CONFIG) && isSetByUser(name, outer))
                .map(name -> name + " was set before the session and stays as it is. For the session's known hosts and"
                        + " identity, add -F \"$WEBPAAS_SSH_CONFIG\" to the ssh command in it.")
                .forEach(sentences::add);
        if (environment.containsKey(SessionVariables.SOCKET)) {
            outerSocket(outer)
                    .map(socket -> "For hosts that are not the service's, ssh and git still use the SSH agent at "
                            + socket + ", which SSH_AUTH_SOCK named before the session.")
                    .ifPresent(sentences::add);
        }
        return sentences;
    }

    private static Optional<String> outerSocket(Map<String, String> outer) {
        return Optional.ofNullable(outer.get(SessionVariables.SOCKET)).filter(socket -> !socket.isEmpty());
    }

    /**
     * Removes this session's variables for its own node from an environment, for use on another node or by another session. Keeps a
     * variable that has another value by now, since a user has set it. Restores the variable of the SSH agent from before the session.
     */
    public void removeFrom(Map<String, String> outer) {
        environment.forEach((name, value) -> {
            if (name.startsWith("PATH+")) {
                removeFromPath(outer, value);
            } else if (!SessionVariables.OF_TARGET.contains(name)
                    && outer.remove(name, value)
                    && name.equals(SessionVariables.SOCKET)) {
                restoreSocket(outer);
            }
        });
    }

    private static void restoreSocket(Map<String, String> outer) {
        String socket = outer.remove(SessionVariables.OUTER_SOCKET);
        if (socket != null) {
            outer.put(SessionVariables.SOCKET, socket);
        }
    }

    /** Removes a directory from {@code PATH}, whose separator is that of its node. */
    private static void removeFromPath(Map<String, String> outer, String directory) {
        String path = outer.get("PATH");
        if (path == null) {
            return;
        }
        String quoted = Pattern.quote(directory);
        String rest = path.replaceAll("[:;]" + quoted + "(?=[:;]|$)", "").replaceFirst("^" + quoted + "([:;]|$)", "");
        if (rest.isEmpty()) {
            outer.remove("PATH");
        } else if (!rest.equals(path)) {
            outer.put("PATH", rest);
        }
    }

    private boolean isIn(Map<String, String> variables) {
        return environment.entrySet().stream()
                .filter(own -> own.getValue().startsWith(directory))
                .anyMatch(own -> own.getValue().equals(variables.get(own.getKey())));
    }

    private static boolean isSetByUser(String name, Map<String, String> outer) {
        String value = outer.get(name);
        return USER_VARIABLES.contains(name) && value != null && !value.isEmpty();
    }
}
