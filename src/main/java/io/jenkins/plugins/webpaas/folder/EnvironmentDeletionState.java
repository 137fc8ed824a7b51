package io.jenkins.plugins.webpaas.folder;

import com.cloudbees.hudson.plugins.folder.computed.ComputedFolder;
import hudson.model.Item;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.webpaas.api.PendingRequest;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.job.BranchEnvironment;
import io.jenkins.plugins.webpaas.job.FolderDefaults;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The deletion of the environment of a branch whose job was deleted. {@link EnvironmentDeletions} guards and saves it. */
@Restricted(NoExternalUse.class)
public final class EnvironmentDeletionState {

    /** The end of a deletion. */
    enum End {
        DELETED,
        /** The environment stays, as it must. */
        KEPT,
        /** Jenkins does not try again by itself. */
        FAILED
    }

    private final String id = UUID.randomUUID().toString();
    private final String branchJob;
    private final String environment;
    private final long since;

    private String credentialsId;
    private String service;

    /** The project of the environment; null if no folder named one. */
    private String project;

    /** The full name of the multibranch project, which may be moved. */
    private String parent;

    /** The number of the part of the deletion: 0 for the deactivation, 1 for the rest. */
    private int part;

    /** The request that may have been sent, as a text; null for none. */
    private String request;

    /** The ids of the activities that the request has started. */
    private List<String> activities = new ArrayList<>();

    private long begun;
    private int failures;
    private long nextAttempt;

    private End end;
    private long ended;

    /** Tells whether the environment was kept because of its own state, which may change. */
    private boolean isRefused;

    /** The last trouble, or the reason for the end. */
    private String reason;

    /** The job that was deleted, which its project still has for a moment. */
    private final transient Item deletedJob;

    EnvironmentDeletionState(Item deletedJob, String parent, FolderDefaults folder, String environment) {
        this.deletedJob = deletedJob;
        this.branchJob = deletedJob.getFullName();
        this.parent = parent;
        this.environment = environment;
        take(folder);
        this.since = System.currentTimeMillis();
        this.begun = since;
    }

    public String getId() {
        return id;
    }

    public String getBranchJob() {
        return branchJob;
    }

    public String getProject() {
        return project;
    }

    public String getEnvironment() {
        return environment;
    }

    public Date getSince() {
        return new Date(since);
    }

    public Date getEnded() {
        return new Date(ended);
    }

    /** Returns the time of the next attempt; null if none is planned because of a failure. */
    public Date getNextAttempt() {
        return failures == 0 ? null : new Date(nextAttempt);
    }

    public String getReason() {
        return reason;
    }

    public boolean isDeleted() {
        return end == End.DELETED;
    }

    public boolean isFailed() {
        return end == End.FAILED;
    }

    boolean isPending() {
        return end == null;
    }

    /** Tells whether the environment was kept because of its own state after a time. */
    boolean isRefusedAfter(Instant time) {
        return end == End.KEPT && isRefused && ended > time.toEpochMilli();
    }

    boolean isSameEnvironment(EnvironmentDeletionState other) {
        return environment.equals(other.environment) && project != null && project.equals(other.project);
    }

    String parent() {
        return parent;
    }

    void moveTo(String newParent) {
        parent = newParent;
    }

    /** Returns null if the credential is that of the folder at the next attempt. */
    TokenReference token() {
        return TokenReference.inherit(null, credentialsId, service);
    }

    /** Takes the credential and project that folders name now. */
    void take(FolderDefaults folder) {
        TokenReference token = folder.token();
        credentialsId = token == null ? null : token.credentialsId();
        service = token == null ? null : token.service();
        project = folder.project();
    }

    int part() {
        return part;
    }

    PendingRequest request() {
        return request == null ? null : PendingRequest.ofText(request);
    }

    /** Notes a request before it is sent, or with null, that none is under way. */
    void request(PendingRequest next) {
        request = next == null ? null : next.toText();
    }

    List<String> activities() {
        return List.copyOf(activities);
    }

    void started(List<String> ids) {
        request = null;
        activities = new ArrayList<>(ids);
    }

    void nextPart() {
        part++;
        started(List.of());
        failures = 0;
        nextAttempt = 0;
        reason = null;
    }

    boolean isDue(Instant now) {
        return isPending() && nextAttempt <= now.toEpochMilli();
    }

    int failures() {
        return failures;
    }

    boolean isBegunBefore(Instant time) {
        return begun < time.toEpochMilli();
    }

    void failed(String trouble, Instant next) {
        failures++;
        reason = trouble;
        nextAttempt = next.toEpochMilli();
    }

    /** @param refused whether the environment is kept because of its own state */
    void end(End how, String why, boolean refused) {
        end = how;
        reason = why;
        isRefused = refused;
        ended = System.currentTimeMillis();
        started(List.of());
    }

    /** Begins again from the first part, with the credential that the folder names then. */
    void beginAgain() {
        credentialsId = null;
        end = null;
        reason = null;
        part = 0;
        failures = 0;
        nextAttempt = 0;
        begun = System.currentTimeMillis();
    }

    /**
     * Checks that the environment may still be deleted.
     *
     * @return the multibranch project
     * @throws KeptEnvironmentException if a job has the environment, or the multibranch project deletes no environments any more
     */
    ComputedFolder<?> check() throws IOException {
        ComputedFolder<?> multibranch = multibranchProject();
        if (!FolderDefaults.in(multibranch).deletesWithBranch()) {
            throw new KeptEnvironmentException("The folder does not delete environments any more.");
        }
        for (Item item : multibranch.getItems()) {
            if (item != deletedJob
                    && item instanceof Job<?, ?> job
                    && environment.equals(BranchEnvironment.of(job).name())) {
                throw new KeptEnvironmentException("The job '" + item.getFullName() + "' has it"
                        + (part == 0
                                ? "."
                                : ". The environment was deactivated before this job came; a push activates it."));
            }
        }
        return multibranch;
    }

    /** @throws KeptEnvironmentException if the multibranch project is gone */
    ComputedFolder<?> multibranchProject() throws KeptEnvironmentException {
        try (ACLContext context = ACL.as2(ACL.SYSTEM2)) {
            if (Jenkins.get().getItemByFullName(parent) instanceof ComputedFolder<?> multibranch) {
                return multibranch;
            }
        }
        throw new KeptEnvironmentException("The multibranch project '" + parent + "' was deleted.");
    }

    /** The reason why an environment is not deleted: Jenkins has no cause to delete it any more. */
    static final class KeptEnvironmentException extends IOException {
        private static final long serialVersionUID = 1;

        KeptEnvironmentException(String sentences) {
            super(sentences);
        }
    }
}
