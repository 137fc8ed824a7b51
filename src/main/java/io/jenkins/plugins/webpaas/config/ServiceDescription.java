package io.jenkins.plugins.webpaas.config;

import hudson.util.FormValidation;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.service.SshHosts;
import io.jenkins.plugins.webpaas.service.UnknownHosts;
import java.util.List;
import java.util.function.Predicate;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.DataBoundSetter;

/** An administrator's settings of a service: its id, and settings of its SSH hosts. Lists have one value a line. */
@Restricted(NoExternalUse.class)
public abstract class ServiceDescription {
    private final String id;
    private String knownHosts;
    private UnknownHosts unknownHosts;
    private boolean strict;
    private String sshOptions;

    ServiceDescription(String id) {
        this.id = trim(id);
    }

    /** @throws InvalidFieldException naming the field that is missing or invalid */
    abstract Service toService();

    /** Removes white space from both ends; null stays null. */
    static String trim(String text) {
        return text == null ? null : text.strip();
    }

    /** Returns the lines that are not blank, without white space at their ends; no lines for null. */
    static List<String> lines(String text) {
        return text == null
                ? List.of()
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    /**
     * Returns the settings of the SSH hosts. Lines of known hosts that begin with {@code #} are comments, as {@code ssh-keyscan} writes them.
     *
     * @throws InvalidFieldException naming the field that is missing or invalid
     */
    final SshHosts sshHosts(List<String> domains) {
        return new SshHosts(
                domains,
                lines(knownHosts).stream().filter(line -> !line.startsWith("#")).toList(),
                unknownHosts,
                strict,
                lines(sshOptions));
    }

    /**
     * Checks a field of a form. Only administrators get a result.
     *
     * @param shown tells whether the field shows a problem; other fields show the other problems
     */
    final FormValidation check(Predicate<InvalidFieldException> shown) {
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok();
        }
        try {
            toService();
            return FormValidation.ok();
        } catch (InvalidFieldException e) {
            return shown.test(e) ? FieldLabels.error(e) : FormValidation.ok();
        }
    }

    public final String getId() {
        return id;
    }

    public final String getKnownHosts() {
        return knownHosts;
    }

    @DataBoundSetter
    public final void setKnownHosts(String knownHosts) {
        this.knownHosts = trim(knownHosts);
    }

    public final UnknownHosts getUnknownHosts() {
        return unknownHosts;
    }

    @DataBoundSetter
    public final void setUnknownHosts(UnknownHosts unknownHosts) {
        this.unknownHosts = unknownHosts;
    }

    public final boolean isStrict() {
        return strict;
    }

    @DataBoundSetter
    public final void setStrict(boolean strict) {
        this.strict = strict;
    }

    public final String getSshOptions() {
        return sshOptions;
    }

    @DataBoundSetter
    public final void setSshOptions(String sshOptions) {
        this.sshOptions = trim(sshOptions);
    }
}
