package io.jenkins.plugins.webpaas.build;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.credentials.WebPaasApiToken;
import io.jenkins.plugins.webpaas.session.SshMode;
import java.util.List;
import jenkins.model.Jenkins;

/** What the forms of the Pipeline step and of the freestyle wrapper have in common. */
public final class SessionForm {
    private SessionForm() {}

    /**
     * The API tokens that a job may use; for those who may not know them, the current value alone.
     *
     * @param item the job; null outside of all jobs
     */
    public static ListBoxModel apiTokens(Item item, String current) {
        StandardListBoxModel tokens = new StandardListBoxModel();
        boolean allowed = item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
        if (allowed) {
            tokens.includeEmptyValue().includeAs(ACL.SYSTEM2, item, WebPaasApiToken.class, List.of());
        }
        return tokens.includeCurrentValue(current);
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
}
