package io.jenkins.plugins.webpaas.job;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.config.FieldLabels;
import io.jenkins.plugins.webpaas.config.WebPaasConfiguration;
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.service.Service;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
import io.jenkins.plugins.webpaas.session.SshMode;
import java.util.List;
import java.util.function.Consumer;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The items and checks of forms that need no call of the service. */
@Restricted(NoExternalUse.class)
public final class SessionForm {
    private SessionForm() {}

    /**
     * Returns the API tokens that a job may use, followed by the secret texts, which may contain API tokens. Users without the permission get the
     * current value only.
     *
     * @param item the job; null outside of all jobs
     * @param empty the label of the choice of no token
     */
    static ListBoxModel apiTokens(Item item, String current, String empty) {
        StandardListBoxModel tokens = new StandardListBoxModel();
        if (maySee(item)) {
            tokens.add(empty, "");
            tokens.includeMatchingAs(ACL.SYSTEM2, item, WebPaasApiToken.class, List.of(), ApiTokens.FOR_JOBS);
            tokens.includeMatchingAs(ACL.SYSTEM2, item, StringCredentials.class, List.of(), ApiTokens.FOR_JOBS);
        }
        return tokens.includeCurrentValue(current);
    }

    /**
     * Returns the label of the choice of no token in a form that inherits from folders alone.
     *
     * @param inherited the token of a folder; null for none
     */
    public static String ofFolder(TokenReference inherited) {
        return inherited == null ? Messages.ApiToken_choose() : Messages.ApiToken_ofFolder(inherited.folder());
    }

    /** @param inherited the token of a folder, which is used without a login; null for none */
    static String ofLogin(Item item, TokenReference inherited) {
        if (inherited == null) {
            return isFreestyle(item) ? Messages.ApiToken_inheritedFromJob() : Messages.ApiToken_inherited();
        }
        return isFreestyle(item)
                ? Messages.ApiToken_inheritedFromJobOrFolder(inherited.folder())
                : Messages.ApiToken_inheritedOrFolder(inherited.folder());
    }

    /** Tells whether the form is of a freestyle job, whose fields may contain build variables. */
    private static boolean isFreestyle(Item item) {
        return item instanceof AbstractProject;
    }

    /**
     * Returns the value of a field.
     *
     * @return null if the field is empty, or if only a build can know the value
     */
    public static String literal(Item item, String field) {
        String text = Util.fixEmptyAndTrim(field);
        return text != null && isFreestyle(item) && text.contains("$") ? null : text;
    }

    /**
     * Returns the services that a secret text may be for. Users without the permission get the current value only.
     *
     * @param item the job; null outside of all jobs
     */
    static ListBoxModel services(Item item, String current) {
        ListBoxModel services = new ListBoxModel();
        services.add(Messages.Service_ofToken(), "");
        List<Service> available = maySee(item) ? WebPaasConfiguration.get().services() : List.of();
        available.forEach(service -> services.add(service.name(), service.id()));
        if (Util.fixEmpty(current) != null
                && available.stream().noneMatch(service -> service.id().equals(current))) {
            services.add(current, current);
        }
        return services;
    }

    /** @param inherited the token of a folder; null for none */
    static FormValidation checkService(Item item, TokenReference inherited, String credentialsId, String service) {
        if (!maySee(item)) {
            return FormValidation.ok();
        }
        String id = literal(item, credentialsId);
        boolean isUnknown = id == null && Util.fixEmptyAndTrim(credentialsId) != null;
        TokenReference reference = isUnknown ? null : TokenReference.inherit(inherited, id, service);
        try {
            ApiTokens.checkServiceIn(item, reference == null ? new TokenReference(null, service) : reference);
            return FormValidation.ok();
        } catch (InvalidFieldException e) {
            return FieldLabels.error(e);
        }
    }

    /**
     * @param none the label of an empty choice
     * @param current is added if it is no known type; null or empty for none
     */
    public static ListBoxModel environmentTypes(String none, String current) {
        ListBoxModel types = new ListBoxModel();
        types.add(none, "");
        EnvironmentGuard.TYPES.forEach(type -> types.add(type, type));
        if (Util.fixEmpty(current) != null && !EnvironmentGuard.TYPES.contains(current)) {
            types.add(current, current);
        }
        return types;
    }

    /**
     * @param value of a field; null if there is nothing to check
     * @param check throws an {@link InvalidFieldException} for an invalid value
     */
    public static FormValidation check(Item item, String value, Consumer<String> check) {
        if (value == null || !maySee(item)) {
            return FormValidation.ok();
        }
        try {
            check.accept(value);
            return FormValidation.ok();
        } catch (InvalidFieldException e) {
            return FieldLabels.error(e);
        }
    }

    public static ListBoxModel sshModes() {
        ListBoxModel modes = new ListBoxModel();
        modes.add(Messages.SshMode_agent(), SshMode.AGENT.toString());
        modes.add(Messages.SshMode_files(), SshMode.FILES.toString());
        modes.add(Messages.SshMode_none(), SshMode.NONE.toString());
        return modes;
    }

    static boolean maySee(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }
}
