package io.jenkins.plugins.webpaas.job;

import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.webpaas.session.SshMode;
import io.jenkins.plugins.webpaas.tool.CliTool;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The fill methods of the form of a login. */
@Restricted(NoExternalUse.class)
public interface LoginForm extends AccountForm {
    @Override
    default boolean isLogin() {
        return true;
    }

    @POST
    default ListBoxModel doFillCliItems(@AncestorInPath Item item, @QueryParameter String cli) {
        return CliTool.names(item, cli);
    }

    @POST
    default ListBoxModel doFillSshItems() {
        ListBoxModel modes = new ListBoxModel();
        modes.add(Messages.SshMode_agent(), SshMode.AGENT.toString());
        modes.add(Messages.SshMode_files(), SshMode.FILES.toString());
        modes.add(Messages.SshMode_none(), SshMode.NONE.toString());
        return modes;
    }
}
