package io.jenkins.plugins.webpaas.session;

import io.jenkins.plugins.webpaas.api.ActivityBookmark;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.ssh.client.ClientVariables;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An open session as the controller keeps it: where it is and what the build gets of it. Nothing of it is secret, and all
 * of it may be saved.
 */
public final class Session implements Serializable {
    private static final long serialVersionUID = 1;

    /** Variables that a user may have set for ends of their own, and that are then left alone. */
    private static final List<String> SHARED = List.of("GIT_SSH_COMMAND", "GIT_SSH", "RSYNC_RSH");

    private static final String CONFIG = "WEBPAAS_SSH_CONFIG";

    private final String id;
    private final String directory;
    private final SshMode ssh;
    private final String publicKey;
    private final LinkedHashMap<String, String> environment;
    private final ArrayList<String> notes;
    private final ActivityBookmark mark;
    private final Instant validUntil;
    private final Instant renewAt;

    /** One that has no certificate yet, with the variables that lead to it on its node. */
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
            ActivityBookmark mark,
            Instant validUntil,
            Instant renewAt) {
        this.id = id;
        this.directory = directory;
        this.ssh = ssh;
        this.publicKey = publicKey;
        this.environment = environment;
        this.notes = notes;
        this.mark = mark;
        this.validUntil = validUntil;
        this.renewAt = renewAt;
    }

    /** The name by which its node knows it. */
    public String id() {
        return id;
    }

    /** Its directory on its node. */
    public String directory() {
        return directory;
    }

    public SshMode ssh() {
        return ssh;
    }

    /** Line of {@code authorized_keys} of its key; null without SSH. */
    String publicKey() {
        return publicKey;
    }

    /** The same with another key, on a node that was started anew. */
    Session withKey(String key) {
        return new Session(id, directory, ssh, key, environment, notes, mark, validUntil, renewAt);
    }

    /** The same with a new certificate. */
    Session certified(Instant end, Instant nextRenewal) {
        return new Session(id, directory, ssh, publicKey, environment, notes, mark, end, nextRenewal);
    }

    /** The same for a build that is about a place, with all that there is to say. */
    Session at(ResolvedTarget place, Service service) {
        LinkedHashMap<String, String> variables = new LinkedHashMap<>(environment);
        variables.putAll(place.variables());
        ArrayList<String> sentences = new ArrayList<>();
        sentences.add(place.loggedInTo(service)
                + (validUntil == null ? ", without SSH" : " with an SSH certificate until " + validUntil));
        sentences.addAll(notes);
        sentences.addAll(place.notes());
        return new Session(id, directory, ssh, publicKey, variables, sentences, place.mark(), validUntil, renewAt);
    }

    /** Where the environment's history was when it opened; null without an environment, or if that could not be read. */
    public ActivityBookmark mark() {
        return mark;
    }

    /** The end of its certificate; null without SSH. */
    Instant validUntil() {
        return validUntil;
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
     * @param outer the variables so far, without those of other sessions that do not count here ({@link #removeFrom}): what
     *     a user has set there for SSH clients stays, and if this session's are among them, there are none to add, lest
     *     they replace what a user has set since
     */
    public Map<String, String> environment(Map<String, String> outer) {
        Map<String, String> variables = new LinkedHashMap<>(environment);
        if (isIn(outer)) {
            variables.clear();
        }
        variables.keySet().removeIf(name -> isUsersOwn(name, outer));
        if (variables.containsKey(ClientVariables.SOCKET)) {
            outerSocket(outer).ifPresent(socket -> variables.put(ClientVariables.OUTER_SOCKET, socket));
        }
        return variables;
    }

    /** Sentences for the build log about variables that were set before the session. */
    public List<String> conflicts(Map<String, String> outer) {
        List<String> sentences = new ArrayList<>();
        SHARED.stream()
                .filter(name -> environment.containsKey(CONFIG) && isUsersOwn(name, outer))
                .map(name -> name + " was set before the session and stays as it is. For the session's known hosts and"
                        + " identity, add -F \"$WEBPAAS_SSH_CONFIG\" to the ssh command in it.")
                .forEach(sentences::add);
        if (environment.containsKey(ClientVariables.SOCKET)) {
            outerSocket(outer)
                    .map(socket -> "For hosts that are not the service's, ssh and git go on to use the SSH agent at "
                            + socket + ", which SSH_AUTH_SOCK named before the session.")
                    .ifPresent(sentences::add);
        }
        return sentences;
    }

    private static Optional<String> outerSocket(Map<String, String> outer) {
        return Optional.ofNullable(outer.get(ClientVariables.SOCKET)).filter(socket -> !socket.isEmpty());
    }

    /**
     * Takes out of an environment what this session has set there for its own node: on another node, and for another
     * session, it leads astray. What has another value by now is a user's, and stays. The SSH agent from before this session is that of
     * clients again.
     */
    public void removeFrom(Map<String, String> outer) {
        environment.forEach((name, value) -> {
            if (name.startsWith("PATH+")) {
                removeFromPath(outer, value);
            } else if (!SessionVariables.OF_PLACE.contains(name)
                    && outer.remove(name, value)
                    && name.equals(ClientVariables.SOCKET)) {
                giveSocketBack(outer);
            }
        });
    }

    private static void giveSocketBack(Map<String, String> outer) {
        String socket = outer.remove(ClientVariables.OUTER_SOCKET);
        if (socket != null) {
            outer.put(ClientVariables.SOCKET, socket);
        }
    }

    /** The separator of directories is that of the node on which the {@code PATH} was made. */
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

    private static boolean isUsersOwn(String name, Map<String, String> outer) {
        String value = outer.get(name);
        return SHARED.contains(name) && value != null && !value.isEmpty();
    }
}
