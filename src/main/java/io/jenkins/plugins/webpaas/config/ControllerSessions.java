package io.jenkins.plugins.webpaas.config;

import hudson.PluginWrapper;
import hudson.model.Computer;
import io.jenkins.plugins.okhttp.api.JenkinsOkHttpClient;
import io.jenkins.plugins.webpaas.client.HttpSettings;
import io.jenkins.plugins.webpaas.client.WebPaasClient;
import io.jenkins.plugins.webpaas.session.Sessions;
import io.jenkins.plugins.webpaas.ssh.HostKeys;
import java.time.Clock;
import jenkins.model.Jenkins;

/** The sessions of this controller, which share one HTTP client and one cache of access tokens. */
public final class ControllerSessions {
    private ControllerSessions() {}

    public static Sessions get() {
        return Holder.SESSIONS;
    }

    /** Makes them when they are first needed, and once. */
    private static final class Holder {
        static final Sessions SESSIONS = new Sessions(
                new WebPaasClient(new HttpSettings(
                        userAgent(), builder -> JenkinsOkHttpClient.newClientBuilder(builder.build()))),
                new HostKeys(RememberedHostKeys.get()),
                Computer.threadPoolForRemoting,
                Clock.systemUTC());

        private static String userAgent() {
            PluginWrapper plugin = Jenkins.get().getPluginManager().whichPlugin(ControllerSessions.class);
            return "Jenkins-WebPaaS/" + plugin.getVersion() + " (Jenkins " + Jenkins.VERSION + ")";
        }
    }
}
