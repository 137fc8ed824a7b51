package io.jenkins.plugins.webpaas.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** An environment: a branch, and its applications when it is active (protocol, "Projects and environments"). */
public final class StandInEnvironment extends DeployedContent {
    private final StandInProject project;
    private final String id;
    private final Instant created = Instant.now();
    private final List<String> apps = new CopyOnWriteArrayList<>(List.of("app", "app--queue"));
    private final List<Backup> backups = new ArrayList<>();
    private final List<SourceOperation> operations = new CopyOnWriteArrayList<>();
    private final StandInVariables variables = new StandInVariables();
    private final ObjectNode settings = StandInJson.object().put("enable_manual_deployments", false);
    private final Set<String> hiddenLinks = ConcurrentHashMap.newKeySet();
    private volatile boolean sourceOperationsSupported = true;
    private volatile boolean closedWhileDirty;
    private volatile int dedicatedNodes;
    private volatile String type;
    private volatile String parent;
    private volatile String title;
    private volatile boolean clonesParent = true;
    private volatile String status;
    private volatile String headCommit;
    private volatile LastDeployment lastDeployment;

    StandInEnvironment(
            StandInProject project, String id, String type, String status, String parent, String headCommit) {
        super(id);
        this.project = project;
        this.id = id;
        this.type = type;
        this.status = status;
        this.parent = parent;
        this.headCommit = headCommit;
        title = id.substring(0, 1).toUpperCase() + id.substring(1);
        lastDeployment = isActive() ? new LastDeployment(null, List.of(), created) : null;
    }

    public StandInProject project() {
        return project;
    }

    public String id() {
        return id;
    }

    public String type() {
        return type;
    }

    public String title() {
        return title;
    }

    /** The environment that this one is a child of; null for the default environment. */
    public String parent() {
        return parent;
    }

    public StandInEnvironment parent(String newParent) {
        parent = newParent;
        return this;
    }

    /** Tells whether the environment gets its parent's data when it is activated. */
    public boolean clonesParent() {
        return clonesParent;
    }

    /** Changes what is not null. */
    void change(String newParent, String newType, String newTitle, String newClonesParent) {
        parent = newParent == null ? parent : newParent;
        type = newType == null ? type : newType;
        title = newTitle == null ? title : newTitle;
        clonesParent = newClonesParent == null ? clonesParent : newClonesParent.equalsIgnoreCase("true");
    }

    public String machineName() {
        return Ids.machineName(id);
    }

    String hostname() {
        return machineName() + "-" + project.id() + "." + project.region();
    }

    /** The address of its primary route. */
    public String url() {
        return "https://" + hostname() + "/";
    }

    StandInVariables variables() {
        return variables;
    }

    synchronized ObjectNode settings() {
        return settings.deepCopy();
    }

    synchronized void changeSettings(ObjectNode changes) {
        settings.setAll(changes);
    }

    boolean deploysManually() {
        return settings().path("enable_manual_deployments").asBoolean();
    }

    Instant created() {
        return created;
    }

    /** {@code active}, {@code inactive}, {@code paused}, {@code deleting}. */
    public StandInEnvironment status(String status) {
        this.status = status;
        return this;
    }

    public String status() {
        return status;
    }

    boolean isActive() {
        return status.equals("active");
    }

    boolean isPaused() {
        return status.equals("paused");
    }

    /** Tells whether there are services: those of a paused environment come back when it resumes. */
    boolean isDeployed() {
        return isActive() || isPaused();
    }

    /** Tells whether an activity waits for somebody to deploy the environment. */
    boolean hasStagedActivities() {
        return project.activities().stream()
                .anyMatch(activity ->
                        activity.environment() == this && activity.state().equals("staged"));
    }

    void deployed(LastDeployment deployment) {
        lastDeployment = deployment;
    }

    /** The last deployment; null before the first. */
    LastDeployment lastDeployment() {
        return lastDeployment;
    }

    /** Tells whether an activity is pending or under way. */
    boolean isDirty() {
        return project.activities().stream()
                .anyMatch(activity -> activity.environment() == this && !activity.isFinal());
    }

    public String headCommit() {
        return headCommit;
    }

    void headCommit(String commit) {
        headCommit = commit;
    }

    /** Moves the branch too. */
    void moveTo(String commit) {
        project.repository().branch(id, commit);
        headCommit = commit;
    }

    /** Application names, and workers as {@code app--worker}. */
    public List<String> apps() {
        return apps;
    }

    /** Puts all applications on each of so many nodes of a dedicated project (protocol, "SSH and git addresses"). */
    public StandInEnvironment dedicatedNodes(int count) {
        dedicatedNodes = count;
        return this;
    }

    boolean isDedicated() {
        return dedicatedNodes > 0;
    }

    /** Returns the containers with an SSH address: applications and workers, or dedicated nodes. */
    List<String> containers() {
        return isDedicated()
                ? IntStream.rangeClosed(1, dedicatedNodes)
                        .mapToObj(node -> "ent-" + node)
                        .toList()
                : List.copyOf(apps);
    }

    /** The SSH user name of an application, a worker or a dedicated node. */
    public String sshUser(String container) {
        String name = project.id() + "-" + machineName();
        return isDedicated() ? container.substring("ent-".length()) + ".ent-" + name : name + "--" + container;
    }

    /** The directory in which a container's commands run. */
    public Path directory(String container) {
        return project.directory().resolve(machineName()).resolve(container);
    }

    /** While an activity is pending or under way, offers neither operations nor SSH (protocol, "Projects and environments"). */
    public StandInEnvironment closedWhileDirty() {
        closedWhileDirty = true;
        return this;
    }

    /** Tells whether an activity keeps operations and SSH away. */
    boolean isClosed() {
        return closedWhileDirty && isDirty();
    }

    /** Takes a HAL link away, and with it what the caller may do; {@link #showLinks} brings all back. */
    public StandInEnvironment hideLink(String name) {
        hiddenLinks.add(name);
        return this;
    }

    public void showLinks() {
        hiddenLinks.clear();
    }

    boolean shows(String link) {
        return !hiddenLinks.contains(link);
    }

    public StandInEnvironment addSourceOperation(SourceOperation operation) {
        operations.add(operation);
        return this;
    }

    public List<SourceOperation> sourceOperations() {
        return List.copyOf(operations);
    }

    /** Sets whether the plan has source operations. Without them, the links are missing and the service answers 404. */
    public void sourceOperationsSupported(boolean supported) {
        sourceOperationsSupported = supported;
    }

    boolean sourceOperationsSupported() {
        return sourceOperationsSupported;
    }

    /** Newest first. */
    public synchronized List<Backup> backups() {
        List<Backup> newestFirst = new ArrayList<>(backups);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    public Optional<Backup> backup(String backupId) {
        return backups().stream().filter(backup -> backup.id().equals(backupId)).findFirst();
    }

    /** Adds a backup that was made before. */
    public void addBackup(String backupId) {
        addBackup(new Backup(backupId, id, true, headCommit, created));
    }

    /** At the quota the oldest one goes, and nothing says so (protocol, "Backups"). */
    synchronized void addBackup(Backup backup) {
        int quota = type.equals("production") ? 4 : 2;
        if (backups.size() == quota) {
            backups.remove(0);
        }
        backups.add(backup);
    }

    synchronized void deleteBackup(String backupId) {
        backups.removeIf(backup -> backup.id().equals(backupId));
    }
}
