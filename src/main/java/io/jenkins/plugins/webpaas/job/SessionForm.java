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
import io.jenkins.plugins.webpaas.credentials.ApiTokens;
import io.jenkins.plugins.webpaas.credentials.TokenReference;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.service.InvalidFieldException;
import io.jenkins.plugins.webpaas.session.EnvironmentGuard;
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
        return value == null || !maySee(item) ? FormValidation.ok() : FieldLabels.check(() -> check.accept(value));
    }

    static boolean maySee(Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }
}
