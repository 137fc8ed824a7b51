package io.jenkins.plugins.webpaas.step;

import hudson.Extension;
import java.io.IOException;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.ProxyWhitelist;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.StaticWhitelist;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Lets sandboxed scripts read the results of the steps. */
@Extension
@Restricted(NoExternalUse.class)
public final class ResultWhitelist extends ProxyWhitelist {
    public ResultWhitelist() throws IOException {
        super(StaticWhitelist.from(ResultWhitelist.class.getResource("results-whitelist")));
    }
}
