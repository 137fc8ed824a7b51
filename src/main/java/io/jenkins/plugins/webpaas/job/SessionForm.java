package io.jenkins.plugins.webpaas.job;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.Util;
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

/** What forms offer without asking the service. */
@Restricted(NoExternalUse.class)
public final class SessionForm {
    private SessionForm() {}

    /**
     * The API tokens that a job may use, and thereafter the secret texts, one of which may be one; for those who may not know them, the current value alone.
     *
     * @param item the job; null outside of all jobs
     * @param nothing what it means to choose none
     */
    static ListBoxModel apiTokens(Item item, String current, String nothing) {
        StandardListBoxModel tokens = new StandardListBoxModel();
        if (maySee(item)) {
            tokens.add(nothing, "");
            tokens.includeMatchingAs(ACL.SYSTEM2, item, WebPaasApiToken.class, List.of(), ApiTokens.FOR_JOBS);
            tokens.includeMatchingAs(ACL.SYSTEM2, item, StringCredentials.class, List.of(), ApiTokens.FOR_JOBS);
        }
        return tokens.includeCurrentValue(current);
    }

    /**
     * The services that a secret text may be for; for those who may not know them, the current value alone.
     *
     * @param item the job; null outside of all jobs
     */
    static ListBoxModel services(Item item, String current) {
        ListBoxModel services = new ListBoxModel();
        services.add(Messages.Service_ofToken(), "");
        List<Service> known = maySee(item) ? WebPaasConfiguration.get().services() : List.of();
        known.forEach(service -> services.add(service.name(), service.id()));
        if (Util.fixEmpty(current) != null
                && known.stream().noneMatch(service -> service.id().equals(current))) {
            services.add(current, current);
        }
        return services;
    }

    static FormValidation checkService(Item item, TokenReference reference) {
        if (!maySee(item)) {
            return FormValidation.ok();
        }
        try {
            ApiTokens.checkServiceIn(item, reference);
            return FormValidation.ok();
        } catch (InvalidFieldException e) {
            return FieldLabels.error(e);
        }
    }

    /** @param current stays among them if it is none of them; null or empty for none */
    static ListBoxModel environmentTypes(String current) {
        ListBoxModel types = new ListBoxModel();
        types.add(Messages.EnvironmentType_any(), "");
        EnvironmentGuard.TYPES.forEach(type -> types.add(type, type));
        if (Util.fixEmpty(current) != null && !EnvironmentGuard.TYPES.contains(current)) {
            types.add(current, current);
        }
        return types;
    }

    /**
     * @param value of a field; null if there is nothing to check
     * @param check throws an {@link InvalidFieldException} if it cannot be right
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

    public static ListBoxModel connectFrom() {
        ListBoxModel places = new ListBoxModel();
        places.add(Messages.ConnectFrom_controller(), ConnectFrom.CONTROLLER.toString());
        places.add(Messages.ConnectFrom_node(), ConnectFrom.NODE.toString());
        return places;
    }

    static boolean maySee(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }
}
